"""Lists of bookings, with what a list shows."""

from collections import Counter
from collections.abc import Iterable

from venues.models import Space
from website.accounts.models import Organisation, User
from website.core.periods import Period

from ..models import Booking
from ..models.booking import BookingQuerySet


def bookings_of(person: User, organisations: list[Organisation]) -> BookingQuerySet:
    """A person's own bookings and those of the organisations, each once. Two queries with its spaces."""
    found = Booking.objects.of_person(person, organisations)
    return found.select_related("venue", "organisation", "series").prefetch_related("spaces")


def loan_then(person: User, spaces: Iterable[Space], period: Period) -> Booking | None:
    """The first loan the person has of one of the spaces in `period`."""
    mine = Booking.objects.live().overlapping(period).filter(booked_by=person, spaces__in=spaces)
    return mine.order_by("starts_at").first()


def one_of_each_series(bookings: Iterable[Booking]) -> list[tuple[Booking, int]]:
    """The bookings in their order, of fixed loans the first alone; each with how many more there are of its series."""
    firsts: dict[int, Booking] = {}
    counts: Counter[int] = Counter()
    for booking in bookings:
        key = booking.series_id or -booking.pk
        firsts.setdefault(key, booking)
        counts[key] += 1
    return [(booking, counts[key] - 1) for key, booking in firsts.items()]
