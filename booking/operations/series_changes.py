"""What becomes of all coming dates of fixed loans at once: a host's answer, or given back by the asker."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from website.accounts.models import User
from website.core.refusals import Refusal, RefusedError

from .. import signals
from ..enums import FOLLOWS, BookingState
from ..models import Booking, BookingSeries, Claim
from ..queries.series import seen_as
from .changes import already_handled, changed_since, send_later, too_late
from .claims import lock_units_of
from .notices import tell_of_series

SIGNALS = {
    BookingState.REFUSED: signals.booking_refused,
    BookingState.CANCELLED: signals.booking_cancelled,
    BookingState.WITHDRAWN: signals.booking_withdrawn,
    BookingState.RELEASED: signals.booking_released,
}


def answer_series(
    series: BookingSeries,
    state: BookingState,
    *,
    by: User,
    at: dt.datetime,
    reason: str = "",
    seen: str | None = None,
) -> list[Booking]:
    """A host says yes (CONFIRMED) or no (REFUSED, with a reason) to all dates that still wait.

    One mail. Raises RefusedError("handled") when none waits any more, and "changed" when the dates are no longer those
    the host saw (`seen_as`).
    """
    with transaction.atomic():
        waiting = _locked(series, [BookingState.REQUESTED])
        if not waiting:
            last = series.bookings.select_related("decided_by").order_by("-changed_at")[0]
            raise RefusedError(already_handled(last))
        if seen is not None and seen != seen_as((booking.pk, booking.version) for booking in waiting):
            raise RefusedError(changed_since())
        _change(series, waiting, state, by=by, at=at, reason=reason)
    return waiting


def withdraw_series(series: BookingSeries, *, by: User, at: dt.datetime) -> tuple[list[Booking], list[Booking]]:
    """Give back all coming dates; those past their deadline stay (S121). Answers those given back and those kept."""
    with transaction.atomic():
        going, kept = going_and_kept(_locked(series, list(FOLLOWS)), at)
        for before, after in (
            (BookingState.REQUESTED, BookingState.WITHDRAWN),
            (BookingState.CONFIRMED, BookingState.RELEASED),
        ):
            _change(series, [one for one in going if one.state == before], after, by=by, at=at)
        if kept and not going:
            raise RefusedError(*too_late(kept[0], at))
        if not going:
            raise RefusedError(Refusal("handled", _("Ingen av datoene kan gis tilbake lenger.")))
    return going, kept


def going_and_kept(bookings: Sequence[Booking], at: dt.datetime) -> tuple[list[Booking], list[Booking]]:
    """Of these, the coming ones that would be given back, and those that are too near to be."""
    coming = [booking for booking in bookings if booking.is_live and booking.starts_at > at]
    kept = [booking for booking in coming if too_late(booking, at)]
    return [booking for booking in coming if booking not in kept], kept


def _locked(series: BookingSeries, states: list[BookingState]) -> list[Booking]:
    lock_units_of(booking__series=series)
    rows = series.bookings.select_for_update(of=("self",), no_key=True).filter(state__in=states).order_by("pk")
    return list(rows.prefetch_related("spaces"))


def _change(
    series: BookingSeries,
    bookings: Sequence[Booking],
    state: BookingState,
    *,
    by: User,
    at: dt.datetime,
    reason: str = "",
) -> None:
    if not bookings:
        return
    fields = {"state": state, "decided_by": by, "decided_at": at, "reason": reason, "changed_at": at}
    pks = [booking.pk for booking in bookings]
    Booking.objects.filter(pk__in=pks).update(**fields, version=F("version") + 1, sequence=F("sequence") + 1)
    if state != BookingState.CONFIRMED:
        Claim.objects.filter(booking__in=pks).delete()
    changed = list(series.bookings.filter(pk__in=pks).order_by("starts_at"))
    log(series, f"series.{state.value}", user=by, data={"dates": len(pks)})
    tell_of_series(series, changed, state, at=at)
    if state == BookingState.CONFIRMED:
        transaction.on_commit(lambda: signals.series_confirmed.send(BookingSeries, series=series, by=by), robust=True)
        return
    for booking in changed:
        send_later(SIGNALS[state], booking, by)
