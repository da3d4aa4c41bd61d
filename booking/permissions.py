"""Who may do what with bookings. A stranger gets the same answer as for a booking that is not there."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from venues.enums import VenueRoleKind
from venues.models import VenueRole
from venues.permissions import hosted_venues, looks_after, managed_venues
from website.accounts.models import User
from website.accounts.permissions import bookable_organisations, may_book_for
from website.core import clock

from .models import Booking
from .models.booking import BookingQuerySet

Visitor = User | AnonymousUser


# By right, the codes of the refusals it lets one set aside. What is taken is never among them.
IGNORES: dict[str, frozenset[str]] = {
    "booking.ignore_opening": frozenset({"closed"}),
    "booking.ignore_window": frozenset({"lead", "window", "window_over"}),
    "booking.ignore_length": frozenset({"too_short", "too_long", "grid", "whole_day"}),
    "booking.ignore_quota": frozenset({"quota"}),
    "booking.ignore_elsewhere": frozenset({"elsewhere"}),
    "booking.ignore_lent_to": frozenset({"who"}),
}


def may_ignore(user: Visitor, venue_id: int) -> frozenset[str]:
    """The codes of the refusals this person may set aside in their own bookings at the venue they look after."""
    rights = [codes for right, codes in IGNORES.items() if user.has_perm(right)]
    if not rights or venue_id not in managed_venues(user, clock.today()):
        return frozenset()
    return frozenset().union(*rights)


def visible_bookings(user: Visitor, day: dt.date) -> BookingQuerySet:
    """The bookings this person may see whole: own, the organisations', and of the venues they look after."""
    if isinstance(user, AnonymousUser):
        return Booking.objects.none()
    own = Booking.objects.of_person(user, bookable_organisations(user, day))
    return own | Booking.objects.filter(venue__in=desk_venues(user, day))


def desk_venues(user: Visitor, day: dt.date) -> set[int]:
    """Ids of the venues whose bookings this person may look through: hosts, and those who may only see (S133)."""
    if isinstance(user, AnonymousUser):
        return set()
    seen = VenueRole.objects.filter(user=user, role=VenueRoleKind.VIEWER).valid_on(day)
    return hosted_venues(user, day) | set(seen.values_list("venue_id", flat=True))


def owns(user: Visitor, booking: Booking) -> bool:
    if isinstance(user, AnonymousUser):
        return False
    if booking.organisation is None:
        return booking.booked_by_id == user.pk
    return may_book_for(user, booking.organisation, clock.today())


def may_withdraw(user: Visitor, booking: Booking) -> bool:
    return owns(user, booking)


def may_change(user: Visitor, booking: Booking) -> bool:
    """Those who may give it back may have it otherwise."""
    return owns(user, booking)


def may_decide(user: Visitor, booking: Booking) -> bool:
    """Hosts decide for their venue, never about their own request (S133)."""
    return looks_after(user, booking.venue_id, clock.today()) and booking.booked_by_id != user.pk


def may_call_off(user: Visitor, bookings: Iterable[Booking]) -> list[Booking]:
    """Those this person may cancel: of loans as `may_decide`; of what a house has set up, who looks after its facts.

    Three queries at most, whatever their number.
    """
    hosted, managed = hosted_venues(user, clock.today()), managed_venues(user, clock.today())
    return [
        one
        for one in bookings
        if (one.venue_id in managed if one.is_planned else one.venue_id in hosted and one.booked_by_id != user.pk)
    ]
