"""From wish to booking and what may become of it. All through `claim()`, all or nothing, all logged."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction

from venues.models import Space
from website.accounts.models import Organisation, User
from website.core.history import log_each
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from .. import rules, signals
from ..borrowers import Borrower
from ..enums import BookingState, Visibility
from ..models import Booking
from ..permissions import may_ignore
from ..promises import Promises, asked, lacking
from ..queries.situation import Situation
from ..queries.terms import versions_of
from .borrowers import lock_borrowers
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
    promises: Promises = Promises()  # noqa: RUF009 - it is frozen
    is_planned: bool = False  # by those who plan the house: confirmed at once, and no mail to themselves

    @property
    def is_trusted(self) -> bool:
        return self.is_planned or (self.organisation is not None and self.organisation.is_trusted)

    def borrower(self, by: User) -> Borrower | None:
        """Whose loan it counts as, when `by` asks; nobody's when the house sets it up."""
        return None if self.is_planned else Borrower(by, self.organisation)


def request_booking(
    *,
    spaces: Sequence[Space],
    period: Period,
    details: Details,
    by: User,
    at: dt.datetime,
    hold_key: uuid.UUID | None = None,
    is_history: bool = False,
    ignoring: Collection[str] = (),
) -> Booking:
    """Book `spaces` for `period`: confirmed at once where the rules allow, else waiting for the host.

    The same wish with the same `details.key` twice gives the first booking again; with another wish the key counts as
    new. Raises RefusedError with every reason, and then nothing is stored. `ignoring` are codes of refusals to set
    aside, as far as `by` may there; that is logged. `is_history` is for imports and demo data, which carry history.
    """
    try:
        with transaction.atomic():
            return _make_booking(spaces, period, details, by, at, hold_key, is_history, ignoring)
    except (RefusedError, IntegrityError) as error:  # the same form may have been sent before, or by now
        if again := _made_before(spaces, period, details, by):
            return again
        if isinstance(error, RefusedError) or not Booking.objects.filter(key=details.key).exists():
            raise
        details = replace(details, key=uuid.uuid4())
        return request_booking(
            spaces=spaces,
            period=period,
            details=details,
            by=by,
            at=at,
            hold_key=hold_key,
            is_history=is_history,
            ignoring=ignoring,
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
    ignoring: Collection[str],
) -> Booking:
    hold, borrower = lock_hold(hold_key), details.borrower(by)
    if not is_history:
        lock_borrowers(borrower)
    units_of = lock_spaces(spaces, also=units_of_hold(hold))
    ignored: set[str] = set()
    versions = {} if borrower is None or is_history else versions_of(spaces)
    if not is_history:
        own_hold = hold.pk if hold else None
        around = {"own_hold": own_hold, "quantity": details.quantity or 1, "borrowers": [borrower]}
        situation = Situation.around(spaces, period, at=at, **around)
        refusals = [why for space in spaces for why in situation.why_not(space, period, details.people)]
        if borrower:
            refusals += lacking(spaces, versions, details.promises)
        ignored = _set_aside(refusals, ignoring, by, spaces[0])
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
        confirmed_age=details.promises.age or None,
        is_planned=details.is_planned,
        is_demo=is_history,
    )
    through = Booking.spaces.through
    through.objects.bulk_create(through(booking=booking, space=space) for space in spaces)
    booking.terms.add(*asked(spaces, versions, details.promises))
    claim_locked([Wish(booking, spaces, period)], units_of, at=at, own_hold=hold)
    log_each([booking], "booking.requested" if waits else "booking.confirmed", by=by)
    if ignored:
        log_each([booking], "booking.rules_ignored", by=by, data={"rules": sorted(ignored)})
    if not is_history:
        tell_of(booking, at=at, is_new=True)
    send_later(signals.booking_requested if waits else signals.booking_confirmed, booking, by)
    return booking


def _set_aside(refusals: Sequence[Refusal], ignoring: Collection[str], by: User, space: Space) -> set[str]:
    """The codes that `by` sets aside by right. Raises RefusedError with all refusals when some are left."""
    found = {why.code for why in refusals}
    ignored = found & set(ignoring)
    if ignored:
        ignored &= may_ignore(by, space.venue_id)
    _refuse_if_any(list(refusals) if found - ignored else [])
    return ignored


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
