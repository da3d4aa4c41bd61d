"""What a host has decided for loans that are in the way: moved, cancelled or kept. One mail to each person."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from venues.agreements import CANCEL
from website.accounts.models import User
from website.core.refusals import Refusal, RefusedError

from ..enums import Visibility
from ..models import Booking
from ..queries.places import Place
from .bookings import Details
from .desk import cancel_bookings
from .moves import change_booking
from .notices import tell_of_decided
from .told import slot_of
from .wanted import Wanted

Decisions = Mapping[int, str | Place]  # by the id of the loan: CANCEL, KEEP, or where it is moved


@dataclass(frozen=True)
class Decided:
    """What became of each. Those given back meanwhile are in none."""

    moved: Sequence[Booking] = ()
    cancelled: Sequence[Booking] = ()
    kept: Sequence[Booking] = ()

    def __str__(self) -> str:
        """«1 er flyttet, 2 er avlyst.» Empty when nothing was in the way."""
        counts = [
            (len(self.moved), _("Flyttet: %(count)d.")),
            (len(self.cancelled), _("Avlyst: %(count)d.")),
            (len(self.kept), _("Beholdt: %(count)d.")),
        ]
        return " ".join(words % {"count": count} for count, words in counts if count)


def carry_out(decisions: Decisions, bookings: Sequence[Booking], *, reason: str, by: User, at: dt.datetime) -> Decided:
    """Do with each of the bookings what was decided. The caller has locked their spaces and units, and the new ones.

    Raises RefusedError("undecided") when nothing was decided for one, as for one made meanwhile, and RefusedError with
    `details["booking"]` when one cannot be moved there any more.
    """
    if undecided := [one for one in bookings if one.pk not in decisions]:
        sentence = _("Si hva som skal skje med «%(title)s» også.") % {"title": undecided[0].title}
        raise RefusedError(Refusal("undecided", sentence))
    in_order = sorted(bookings, key=lambda one: one.pk or 0)
    ended = [one for one in in_order if decisions[one.pk] == CANCEL]
    cancelled = cancel_bookings(ended, reason=reason, by=by, at=at, is_told=False)
    moves = [(one, place) for one in in_order if isinstance(place := decisions[one.pk], Place)]
    moved = [(_moved(one, place, reason, by, at), slot_of(one)) for one, place in moves]
    tell_of_decided(cancelled, moved, at=at)
    left = {one.pk for one in ended} | {one.pk for one, _place in moves}
    return Decided([one for one, _was in moved], cancelled, [one for one in bookings if one.pk not in left])


def _moved(booking: Booking, place: Place, reason: str, by: User, at: dt.datetime) -> Booking:
    words = Details(booking.title, booking.note, booking.people, booking.quantity, Visibility(booking.visibility))
    wanted = Wanted(place.spaces, place.period, words, reason, by_host=True)
    try:
        return change_booking(booking, wanted, by=by, at=at, version=place.version, is_told=False)
    except RefusedError as refused:
        about = {"title": booking.title, "why": refused.refusals[0]}
        sentence = _("«%(title)s» kan ikke flyttes dit lenger: %(why)s") % about
        raise RefusedError(Refusal("place", sentence, details={"booking": booking.pk})) from refused
