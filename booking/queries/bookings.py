"""Lists of bookings, with what a list shows."""

from website.accounts.models import Organisation, User

from ..models import Booking
from ..models.booking import BookingQuerySet


def bookings_of(person: User, organisations: list[Organisation]) -> BookingQuerySet:
    """A person's own bookings and those of the organisations, each once. Two queries with its spaces."""
    found = Booking.objects.of_person(person, organisations)
    return found.select_related("venue", "organisation").prefetch_related("spaces")
