"""One small house, as in scenarios.md: Hall = A + B + C; AB = A + B; K apart; House = Hall + K. Open 08–22."""

import datetime as dt
from dataclasses import dataclass

import pytest

from booking.operations.bookings import Details, request_booking
from venues.enums import SpaceKind
from venues.models import OpeningRule, Space, Unit, Venue
from venues.operations import set_quantity
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period

NOW = clock.at_local(dt.date(2027, 1, 4), dt.time(9))  # a Monday
DAY = dt.date(2027, 1, 5)


@dataclass
class House:
    """The venue, and its spaces by name."""

    venue: Venue
    spaces: dict[str, Space]

    def __getitem__(self, name: str) -> Space:
        return self.spaces[name]

    def set(self, name: str, /, **fields) -> Space:
        space = self.spaces[name]
        for field, value in fields.items():
            setattr(space, field, value)
        space.save()
        return space


SPACES = {"Hall": "ABC", "AB": "AB", "A": "A", "B": "B", "C": "C", "K": "K", "House": "ABCK"}


def make_house(slug: str = "dhh") -> House:
    venue = Venue.objects.create(name=f"Hus {slug}", slug=slug, closed_on_holidays=False)
    for weekday in range(7):
        OpeningRule.objects.create(venue=venue, weekday=weekday, opens=dt.time(8), closes=dt.time(22))
    units = {letter: Unit.objects.create(venue=venue, name=letter) for letter in "ABCK"}
    spaces = {}
    for name, letters in SPACES.items():
        spaces[name] = Space.objects.create(venue=venue, name=name, slug=name.lower(), days_ahead=None)
        spaces[name].units.set(units[letter] for letter in letters)
    return House(venue, spaces)


def add_chairs(house: House, count: int, *, by: User) -> Space:
    """Some alike, lent in number."""
    fields = {"kind": SpaceKind.EQUIPMENT, "is_pool": True, "days_ahead": None}
    house.spaces["Chairs"] = Space.objects.create(venue=house.venue, name="Stoler", slug="stoler", **fields)
    set_quantity(house["Chairs"], count, by=by, at=NOW)
    return house["Chairs"]


def span(hours: str, day: dt.date = DAY) -> Period:
    """`10–12`, `9:30–11` or `22–26` (over midnight): local time on one date."""
    start, end = hours.replace("–", "-").split("-")
    return Period(moment(start, day), moment(end, day))


def moment(text: str, day: dt.date = DAY) -> dt.datetime:
    hour, _, rest = text.partition(":")
    days, hour_of_day = divmod(int(hour), 24)
    parts = [int(part) for part in rest.split(":") if part]
    return clock.at_local(day + dt.timedelta(days=days), dt.time(hour_of_day, *parts))


def book(house: House, name: str, hours: str, *, by: User, day: dt.date = DAY, at: dt.datetime = NOW, **details):
    return request_booking(
        spaces=[house[name]], period=span(hours, day), details=Details(**{"title": "Møte"} | details), by=by, at=at
    )


@pytest.fixture
def house(db) -> House:
    return make_house()


@pytest.fixture
def owner(db) -> User:
    return User.objects.create_user("eier@example.no", first_name="Eva", last_name="Eier")


@pytest.fixture
def stranger(db) -> User:
    return User.objects.create_user("fremmed@example.no", first_name="Frode", last_name="Fremmed")
