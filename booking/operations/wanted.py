"""What a booking is to become, and what speaks against it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from venues.models import Space
from website.core.periods import Period
from website.core.refusals import Refusal

from .. import rules
from ..enums import BookingState, Visibility
from ..models import Booking
from ..promises import Promises, lacking
from ..queries.situation import Situation
from ..queries.terms import agreed_in, versions_of
from .bookings import Details
from .borrowers import borrower_of
from .changes import too_late_to_move
from .claims import give_back


@dataclass(frozen=True)
class Wanted:
    """The booking as somebody wants it. Whom it is for, and its key, stay as they are whatever `details` say.

    With `by_host` the rules are told and do not bind; `reason` is for the one who has booked.
    """

    spaces: Sequence[Space]
    period: Period
    details: Details
    reason: str = ""
    by_host: bool = False

    def keeps_slot(self, booking: Booking) -> bool:
        """Same time, same rooms, same number: only the words change."""
        return (self.period, set(self.spaces), self.details.quantity) == (
            booking.period,
            set(booking.spaces.all()),
            booking.quantity,
        )

    def is_within(self, booking: Booking) -> bool:
        """All it takes, the booking has already."""
        fewer = (self.details.quantity or 0) <= (booking.quantity or 0)
        return booking.period.contains(self.period) and set(self.spaces) <= set(booking.spaces.all()) and fewer

    def changes_words(self, booking: Booking) -> bool:
        words = self.details
        return (words.title, words.note, words.people, words.visibility) != (
            booking.title,
            booking.note,
            booking.people,
            booking.visibility,
        )

    def needs_vouching(self, booking: Booking) -> bool:
        """Everyone will read words that nobody but the one who wrote them has seen."""
        is_new = (self.details.title, self.details.visibility) != (booking.title, booking.visibility)
        return is_new and self.details.visibility == Visibility.PUBLIC and not self.by_host

    def state_after(self, booking: Booking) -> BookingState:
        """A host must say yes again to other times or rooms, as to a new booking; never to less of the same."""
        before = BookingState(booking.state)
        is_trusted = booking.is_planned or (booking.organisation is not None and booking.organisation.is_trusted)
        if self.by_host or self.keeps_slot(booking):
            return before
        if not rules.must_be_answered(self.spaces, is_trusted=is_trusted):
            return BookingState.CONFIRMED
        return before if self.is_within(booking) else BookingState.REQUESTED


def has_begun(booking: Booking, at: dt.datetime) -> list[Refusal]:
    if at < booking.starts_at:
        return []
    return [Refusal("begun", _("Lånet har begynt, og kan ikke endres lenger."))]


def objections(booking: Booking, wanted: Wanted, at: dt.datetime) -> list[Refusal]:
    """Why the booker cannot have it so. Less of the same can be had until it begins.

    Gives back what the booking has, as it is never in its own way: run it in a transaction, with the borrower and the
    spaces locked.
    """
    if found := has_begun(booking, at):
        return found
    if wanted.is_within(booking):
        is_fuller = (wanted.details.people or 0) > (booking.people or 0)
        return _too_small(wanted) if is_fuller else []
    late = too_late_to_move(booking, at)
    give_back(booking)
    people, quantity = wanted.details.people, wanted.details.quantity or 1
    asked = {"quantity": quantity, "borrowers": [borrower_of(booking)], "instead_of": [booking.pk]}
    situation = Situation.around(wanted.spaces, wanted.period, at=at, **asked)
    late += lacking(wanted.spaces, versions_of(wanted.spaces), promises_of(booking, wanted))
    return late + [why for space in wanted.spaces for why in situation.why_not(space, wanted.period, people)]


def promises_of(booking: Booking, wanted: Wanted) -> Promises:
    """What the booker has said yes to now, and what the loan has from before."""
    before, now = agreed_in(booking), wanted.details.promises
    return Promises(now.versions, max(before.age, now.age), before.agreed)


def never_allowed(booking: Booking, wanted: Wanted, at: dt.datetime) -> list[Refusal]:
    """What not even a host can have, besides what is taken."""
    past = [rules.not_past(rules.Wish(space, wanted.period), at) for space in wanted.spaces[:1]]
    return has_begun(booking, at) or [refusal for refusal in past if refusal]


def _too_small(wanted: Wanted) -> list[Refusal]:
    wishes = [rules.Wish(space, wanted.period, wanted.details.people) for space in wanted.spaces]
    return [refusal for refusal in map(rules.capacity, wishes) if refusal]
