"""Fixed loans get another time of day or other rooms from one date on. Each date keeps its identity."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from venues.models import Space
from website.accounts.models import User
from website.core import clock
from website.core.history import log_each
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from .. import signals
from ..enums import BookingState, Visibility
from ..models import Booking, BookingSeries, Claim, SkippedDate
from ..promises import lacking
from ..queries.series import PlannedDate, plan_dates, situation_of, why_not_that_day
from ..queries.terms import agreed_in, versions_of
from .bookings import Details
from .borrowers import borrower_of, lock_borrowers
from .changes import changed_since, send_later, too_late_to_move
from .claims import Units, Wish, claim_locked, lock_spaces
from .notices import tell_of_moved_series
from .told import slot_of
from .wanted import Wanted

MOVED = ["starts_at", "ends_at", "series", "state", "version", "sequence", "changed_at", "reason"]
MOVED += ["decided_by", "decided_at"]


@dataclass(frozen=True)
class Move:
    """One date that gets another time or other rooms."""

    booking: Booking
    period: Period
    spaces: Sequence[Space]

    @property
    def wanted(self) -> Wanted:
        one = self.booking
        words = Details(one.title, one.note, one.people, one.quantity, Visibility(one.visibility))
        return Wanted(self.spaces, self.period, words)


def coming_from(booking: Booking, at: dt.datetime) -> tuple[list[Booking], list[Booking]]:
    """That date of fixed loans and the later ones: those that can be moved, and those too near to be."""
    rows = Booking.objects.live().filter(series=booking.series_id, starts_at__gte=booking.starts_at, starts_at__gt=at)
    coming = list(rows.select_related("venue", "organisation", "booked_by").prefetch_related("spaces__venue"))
    kept = [one for one in coming if too_late_to_move(one, at)]
    return [one for one in coming if one not in kept], kept


def at_hours(period: Period, starts: dt.time, ends: dt.time) -> Period | None:
    """The same local day at other hours, over midnight when they end earlier; None on a night that lacks one."""
    day = clock.local(period.starts_at).date()
    try:
        return Period(clock.at_local(day, starts), clock.at_local(day + dt.timedelta(days=ends <= starts), ends))
    except clock.NonexistentTimeError:
        return None


def plan_moves(moves: Sequence[Move], others: Sequence[Space], *, at: dt.datetime) -> list[PlannedDate]:
    """What can be had of each, and which of `others` instead. They are never in each other's way; nothing changes."""
    with transaction.atomic():
        _locked(moves)
        Claim.objects.filter(booking__in=[move.booking for move in moves]).delete()
        first = moves[0]
        spaces = list(dict.fromkeys([*first.spaces, *others]))
        periods = [move.period for move in moves]
        situation = situation_of(spaces, periods, at=at, **_asked(moves))
        planned = plan_dates(situation, first.spaces, periods, first.booking.people)
        transaction.set_rollback(True)
    return planned


def move_series(moves: Sequence[Move], *, by: User, at: dt.datetime) -> BookingSeries:
    """Move them all, or nothing. Where a host must say yes again, each waits in its new place. One mail.

    From the first of them on they are a series of their own when the hours are other ones, so that the words about the
    earlier dates stay true. Raises RefusedError with each reason by day, and "changed" when a date is no longer as it
    was when the moves were made ready. As many queries for fifty dates as for two.
    """
    with transaction.atomic():
        units_of = _locked(moves)
        bookings = [move.booking for move in moves]
        before, was = {booking.pk: booking.state for booking in bookings}, slot_of(bookings[0])
        states = [move.wanted.state_after(move.booking) for move in moves]
        Claim.objects.filter(booking__in=bookings).delete()
        _refuse_what_is_not_to_be_had(moves, at)
        series = _series_of(moves)
        _store(moves, states, series, at)
        claim_locked([Wish(move.booking, move.spaces, move.period) for move in moves], units_of, at=at)
        log_each([series], "series.moved", by=by, data={"dates": len(moves)})
        log_each(bookings, "booking.moved", by=by)
        tell_of_moved_series(series, bookings, was, at=at)
        for booking in bookings:
            send_later(signals.booking_changed, booking, by, old_title=booking.title)
            if before[booking.pk] != booking.state == BookingState.CONFIRMED:
                send_later(signals.booking_confirmed, booking, by)
    return series


def _locked(moves: Sequence[Move]) -> Units:
    """Wait for the borrower, for all they have and shall have, then for the bookings; they are as they were."""
    bookings = [move.booking for move in moves]
    lock_borrowers(borrower_of(bookings[0]))
    own = list(Space.objects.filter(bookings__in=bookings).distinct())
    units_of = lock_spaces([*own, *(space for move in moves for space in move.spaces)])
    rows = (
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=[one.pk for one in bookings])
        .order_by("pk")
    )
    if dict(rows.values_list("pk", "version")) != {one.pk: one.version for one in bookings}:
        raise RefusedError(changed_since())
    return units_of


def _asked(moves: Sequence[Move]) -> dict[str, Any]:
    """For whom and how many. What they have now is not counted: it gives way."""
    first = moves[0].booking
    gone = [move.booking.pk for move in moves]
    return {"quantity": first.quantity or 1, "borrowers": [borrower_of(first)], "instead_of": gone}


def _refuse_what_is_not_to_be_had(moves: Sequence[Move], at: dt.datetime) -> None:
    spaces = list(dict.fromkeys(space for move in moves for space in move.spaces))
    situation = situation_of(spaces, [move.period for move in moves], at=at, **_asked(moves))
    refusals = [
        why for move in moves for why in why_not_that_day(situation, move.spaces, move.period, move.booking.people)
    ]
    refusals += [why for move in moves for why in too_late_to_move(move.booking, at)]
    if lacking(spaces, versions_of(spaces), agreed_in(moves[0].booking)):
        sentence = _("Rommene har andre vilkår. Endre én dato om gangen, så kan du lese og godta dem.")
        refusals.append(Refusal("terms", sentence))
    if refusals:
        raise RefusedError(*refusals)


def _series_of(moves: Sequence[Move]) -> BookingSeries:
    """The series the moved dates are of: as it was when the hours are, else with those of the first."""
    first = moves[0]
    old = BookingSeries.objects.select_for_update(of=("self",), no_key=True).get(bookings=first.booking)
    starts, ends = (clock.local(end).replace(tzinfo=None) for end in (first.period.starts_at, first.period.ends_at))
    hours = {"start_time": starts.time(), "minutes": int((ends - starts) / dt.timedelta(minutes=1))}
    if hours == {"start_time": old.start_time, "minutes": old.minutes}:
        return old
    series, since = old, first.booking.original_start
    if old.bookings.filter(original_start__lt=since).exists():
        last = max(old.until_date, starts.date())
        series = BookingSeries.objects.create(rule=old.rule, start_date=starts.date(), until_date=last, **hours)
        old.bookings.filter(original_start__gte=since).update(series=series)
        old.until_date = max(old.start_date, starts.date() - dt.timedelta(days=1))
        old.save(update_fields=["until_date"])
    else:
        BookingSeries.objects.filter(pk=old.pk).update(**hours)
    _take_skipped_along(old.skipped_dates.filter(starts_at__gte=since), series, starts.time(), ends.time())
    return series


def _take_skipped_along(skipped: Iterable[SkippedDate], series: BookingSeries, starts: dt.time, ends: dt.time) -> None:
    """They are offered at the new hours when those are free."""
    rows = list(skipped)
    for row in rows:
        period = at_hours(Period(row.starts_at, row.ends_at), starts, ends) or Period(row.starts_at, row.ends_at)
        row.series, row.starts_at, row.ends_at = series, period.starts_at, period.ends_at
    SkippedDate.objects.bulk_update(rows, ["series", "starts_at", "ends_at"])


def _store(moves: Sequence[Move], states: Sequence[BookingState], series: BookingSeries, at: dt.datetime) -> None:
    for move, state in zip(moves, states, strict=True):
        one = move.booking
        one.starts_at, one.ends_at, one.series, one.state = move.period.starts_at, move.period.ends_at, series, state
        one.version, one.sequence, one.changed_at, one.reason = one.version + 1, one.sequence + 1, at, ""
        if state == BookingState.REQUESTED:
            one.decided_by = one.decided_at = None
    bookings = [move.booking for move in moves]
    Booking.objects.bulk_update(bookings, MOVED)
    through = Booking.spaces.through
    through.objects.filter(booking__in=bookings).delete()
    through.objects.bulk_create(through(booking=move.booking, space=space) for move in moves for space in move.spaces)
    for booking in bookings:
        booking._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # they have other spaces now
