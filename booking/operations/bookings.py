"""From wish to booking and what may become of it. All through `claim()`, all or nothing, all logged."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from venues.models import Space
from website.accounts.models import Organisation, User
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from .. import signals
from ..enums import FOLLOWS, BookingState, Visibility
from ..models import Booking, Hold
from ..queries.explain import explain
from .claims import claim, give_back, lock_units
from .notices import tell_of


@dataclass(frozen=True)
class Details:
    """What a booking is for."""

    title: str
    note: str = ""
    people: int | None = None
    visibility: Visibility = Visibility.CLOSED
    organisation: Organisation | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def request_booking(
    *,
    spaces: Sequence[Space],
    period: Period,
    details: Details,
    by: User,
    at: dt.datetime,
    hold_key: uuid.UUID | None = None,
    is_history: bool = False,
) -> Booking:
    """Book `spaces` for `period`: confirmed at once where the rules allow, else waiting for the host.

    The same `details.key` twice gives the first booking again. Raises RefusedError with every reason, and then nothing
    is stored. `is_history` is for imports and demo data, which carry history.
    """
    if again := Booking.objects.filter(key=details.key).first():
        return _made_before(again, by)
    try:
        with transaction.atomic():
            return _make_booking(spaces, period, details, by, at, hold_key, is_history)
    except IntegrityError:  # the same form, sent twice at once for different spaces: the other one won
        if again := Booking.objects.filter(key=details.key).first():
            return _made_before(again, by)
        raise


def _made_before(booking: Booking, by: User) -> Booking:
    """The booking this form made before; the form of somebody else says nothing of theirs."""
    if booking.booked_by_id != by.pk:
        raise RefusedError(Refusal("key", _("Skjemaet kunne ikke brukes om igjen. Prøv en gang til.")))
    return booking


def _make_booking(
    spaces: Sequence[Space],
    period: Period,
    details: Details,
    by: User,
    at: dt.datetime,
    hold_key: uuid.UUID | None,
    is_history: bool,
) -> Booking:
    # The hold first, then the units: everyone locks in this order.
    hold = Hold.objects.select_for_update().filter(key=hold_key).first() if hold_key else None
    lock_units(Space.units.through.objects.filter(space__in=spaces).values_list("unit_id", flat=True))
    if again := Booking.objects.filter(key=details.key).first():
        return _made_before(again, by)
    if not is_history:
        _refuse_if_any(
            [
                refusal
                for space in spaces
                for refusal in explain(space, period, at=at, people=details.people, own_hold=hold.pk if hold else None)
            ]
        )
    trusted = details.organisation is not None and details.organisation.is_trusted
    waits = any(space.needs_approval for space in spaces) and not trusted
    booking = Booking.objects.create(
        key=details.key,
        venue=spaces[0].venue,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        state=BookingState.REQUESTED if waits else BookingState.CONFIRMED,
        title=details.title,
        note=details.note,
        people=details.people,
        visibility=details.visibility,
        organisation=details.organisation,
        booked_by=by,
        is_demo=is_history,
    )
    booking.spaces.set(spaces)
    claim(booking, spaces, period, at=at, own_hold=hold)
    log(booking, "booking.requested" if waits else "booking.confirmed", user=by)
    tell_of(booking, at=at)
    _tell(signals.booking_requested if waits else signals.booking_confirmed, booking, by)
    return booking


def approve_booking(booking: Booking, *, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """Say yes to a request. Raises RefusedError("handled") when somebody was first (S127, S129)."""
    return _change_state(booking, BookingState.CONFIRMED, signals.booking_confirmed, by=by, at=at, version=version)


def refuse_booking(booking: Booking, *, reason: str, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """Say no to a request, with the reason the asker reads. The time is free at once."""
    return _change_state(
        booking, BookingState.REFUSED, signals.booking_refused, by=by, at=at, version=version, reason=reason
    )


def withdraw_booking(booking: Booking, *, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """The asker gives up a request, or gives back a confirmed booking while its cancellation deadline allows (S137)."""
    if booking.state == BookingState.CONFIRMED:
        _refuse_if_any(too_late(booking, at))
        return _change_state(booking, BookingState.RELEASED, signals.booking_released, by=by, at=at, version=version)
    return _change_state(booking, BookingState.WITHDRAWN, signals.booking_withdrawn, by=by, at=at, version=version)


def cancel_booking(booking: Booking, *, reason: str, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """Staff end a booking, with the reason the asker reads."""
    return _change_state(
        booking, BookingState.CANCELLED, signals.booking_cancelled, by=by, at=at, version=version, reason=reason
    )


def too_late(booking: Booking, at: dt.datetime) -> list[Refusal]:
    """Why it cannot be given back any more: the deadline of the strictest space, or that it has begun.

    A request that waits may always be withdrawn (S137).
    """
    hours = max((space.cancel_hours for space in booking.spaces.all()), default=0)
    if booking.state == BookingState.REQUESTED or at < booking.starts_at - dt.timedelta(hours=hours):
        return []
    if at >= booking.starts_at:
        return [Refusal("begun", _("Lånet har begynt. Snakk med verten hvis dere går tidligere."))]
    sentence = _("Fristen for å avlyse var %(hours)d timer før. Ta kontakt med verten.")
    return [Refusal("deadline", sentence % {"hours": hours})]


def _change_state(
    booking: Booking,
    state: BookingState,
    signal: Signal,
    *,
    by: User,
    at: dt.datetime,
    version: int | None,
    reason: str = "",
) -> Booking:
    """Compare and swap: of two clicks the second changes nothing and learns who was first."""
    allowed = [before for before, after in FOLLOWS.items() if state in after]
    with transaction.atomic():
        expected = Booking.objects.filter(pk=booking.pk, state__in=allowed)
        if version is not None:
            expected = expected.filter(version=version)
        changed = expected.update(
            state=state,
            version=F("version") + 1,
            sequence=F("sequence") + 1,
            decided_by=by,
            decided_at=at,
            reason=reason,
            changed_at=at,
        )
        booking.refresh_from_db()
        if not changed:
            raise RefusedError(already_handled(booking))
        if not booking.is_live:
            give_back(booking)
        log(booking, f"booking.{state.value}", user=by)
        tell_of(booking, at=at)
        _tell(signal, booking, by)
    return booking


def already_handled(booking: Booking) -> Refusal:
    """«Bestillingen er allerede godkjent av Kari Vert.»"""
    about = {"state": booking.get_state_display(), "who": booking.decided_by}
    if booking.decided_by is None:
        return Refusal("handled", _("Bestillingen er allerede %(state)s.") % about)
    return Refusal("handled", _("Bestillingen er allerede %(state)s av %(who)s.") % about)


def _refuse_if_any(refusals: list[Refusal]) -> None:
    if refusals:
        raise RefusedError(*refusals)


def _tell(signal: Signal, booking: Booking, by: User) -> None:
    transaction.on_commit(lambda: signal.send(Booking, booking=booking, by=by))
