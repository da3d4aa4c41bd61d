"""From wish to booking and what may become of it. All through `claim()`, all or nothing, all logged."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction

from venues.models import Space
from website.accounts.models import Organisation, User
from website.core.history import log_each
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from .. import rules, signals
from ..enums import BookingState, Visibility
from ..models import Booking
from ..queries.situation import Situation
from .changes import change_state, send_later, too_late
from .claims import Wish, claim_locked, lock_hold, lock_spaces, units_of_hold
from .notices import tell_of


@dataclass(frozen=True)
class Details:
    """What a booking is for."""

    title: str
    note: str = ""
    people: int | None = None
    quantity: int | None = None  # of each pool among the spaces; None is one
    visibility: Visibility = Visibility.CLOSED
    organisation: Organisation | None = None
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_planned: bool = False  # by those who plan the house: confirmed at once, and no mail to themselves

    @property
    def is_trusted(self) -> bool:
        return self.is_planned or (self.organisation is not None and self.organisation.is_trusted)


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

    The same wish with the same `details.key` twice gives the first booking again; with another wish the key counts as
    new. Raises RefusedError with every reason, and then nothing is stored. `is_history` is for imports and demo data,
    which carry history.
    """
    try:
        with transaction.atomic():
            return _make_booking(spaces, period, details, by, at, hold_key, is_history)
    except (RefusedError, IntegrityError) as error:  # the same form may have been sent before, or by now
        if again := _made_before(spaces, period, details, by):
            return again
        if isinstance(error, RefusedError) or not Booking.objects.filter(key=details.key).exists():
            raise
        details = replace(details, key=uuid.uuid4())
        return request_booking(
            spaces=spaces, period=period, details=details, by=by, at=at, hold_key=hold_key, is_history=is_history
        )


def _made_before(spaces: Sequence[Space], period: Period, details: Details, by: User) -> Booking | None:
    """The booking of the same that this person made by sending this form before. Of others' nothing is said."""
    same = {"key": details.key, "booked_by": by, "starts_at": period.starts_at, "ends_at": period.ends_at}
    found = Booking.objects.filter(**same, quantity=details.quantity).first()
    return found if found and set(found.spaces.all()) == set(spaces) else None


def _make_booking(
    spaces: Sequence[Space],
    period: Period,
    details: Details,
    by: User,
    at: dt.datetime,
    hold_key: uuid.UUID | None,
    is_history: bool,
) -> Booking:
    hold = lock_hold(hold_key)
    units_of = lock_spaces(spaces, also=units_of_hold(hold))
    if not is_history:
        own_hold = hold.pk if hold else None
        situation = Situation.around(spaces, period, at=at, own_hold=own_hold, quantity=details.quantity or 1)
        _refuse_if_any([why for space in spaces for why in situation.why_not(space, period, details.people)])
    waits = rules.must_be_answered(spaces, is_trusted=details.is_trusted)
    booking = Booking.objects.create(
        key=details.key,
        venue=spaces[0].venue,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        state=BookingState.REQUESTED if waits else BookingState.CONFIRMED,
        title=details.title,
        note=details.note,
        people=details.people,
        quantity=details.quantity,
        visibility=details.visibility,
        organisation=details.organisation,
        booked_by=by,
        is_planned=details.is_planned,
        is_demo=is_history,
    )
    through = Booking.spaces.through
    through.objects.bulk_create(through(booking=booking, space=space) for space in spaces)
    claim_locked([Wish(booking, spaces, period)], units_of, at=at, own_hold=hold)
    log_each([booking], "booking.requested" if waits else "booking.confirmed", by=by)
    if not is_history:
        tell_of(booking, at=at)
    send_later(signals.booking_requested if waits else signals.booking_confirmed, booking, by)
    return booking


def approve_booking(booking: Booking, *, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """Say yes to a request. Raises RefusedError("handled") when somebody was first (S127, S129)."""
    return change_state(booking, BookingState.CONFIRMED, signals.booking_confirmed, by=by, at=at, version=version)


def refuse_booking(booking: Booking, *, reason: str, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """Say no to a request, with the reason the asker reads. The time is free at once."""
    return change_state(
        booking, BookingState.REFUSED, signals.booking_refused, by=by, at=at, version=version, reason=reason
    )


def withdraw_booking(booking: Booking, *, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """The asker gives up a request, or gives back a confirmed booking while its cancellation deadline allows (S137).

    A request that was approved just before is given back all the same, whatever its deadline: it waited when the asker
    wanted it gone. With `version` the approval has changed it, and RefusedError("handled") is raised.
    """
    if booking.state == BookingState.CONFIRMED:
        _refuse_if_any(too_late(booking, at))
        return _release(booking, by, at, version)
    try:
        return change_state(booking, BookingState.WITHDRAWN, signals.booking_withdrawn, by=by, at=at, version=version)
    except RefusedError:
        if booking.state != BookingState.CONFIRMED:
            raise
        return _release(booking, by, at, version)


def _release(booking: Booking, by: User, at: dt.datetime, version: int | None) -> Booking:
    return change_state(booking, BookingState.RELEASED, signals.booking_released, by=by, at=at, version=version)


def cancel_booking(
    booking: Booking, *, reason: str, by: User, at: dt.datetime, version: int | None = None, is_told: bool = True
) -> Booking:
    """Staff end a booking, with the reason the asker reads."""
    return change_state(
        booking,
        BookingState.CANCELLED,
        signals.booking_cancelled,
        by=by,
        at=at,
        version=version,
        reason=reason,
        is_told=is_told,
    )


def _refuse_if_any(refusals: list[Refusal]) -> None:
    if refusals:
        raise RefusedError(*refusals)
