"""Opening hours by the week, as people read them."""

import datetime as dt
from dataclasses import dataclass

from website.core.periods import Period

from ..models.venue import Venue
from .hours import OpeningHours


@dataclass(frozen=True)
class OpenDay:
    """A local day as people read it: when it is open, and if it is closed, why."""

    date: dt.date
    periods: list[Period]
    reason: str


def hours_of_weeks(venue: Venue, today: dt.date, *, count: int) -> OpeningHours:
    """The hours from Monday of this week, for `count` weeks. Two queries."""
    monday = today - dt.timedelta(days=today.weekday())
    return OpeningHours([venue], monday, monday + dt.timedelta(days=7 * count - 1))


def opening_weeks(hours: OpeningHours, venue: Venue) -> list[list[OpenDay]]:
    """The weeks of `hours`, each day as people will see it."""
    days = open_days(hours, venue)
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def open_days(hours: OpeningHours, venue: Venue) -> list[OpenDay]:
    """Every day of `hours`, as people will see it."""
    number = (hours.last - hours.first).days + 1
    return [_open_day(hours, venue, hours.first + dt.timedelta(days=offset)) for offset in range(number)]


def _open_day(hours: OpeningHours, venue: Venue, day: dt.date) -> OpenDay:
    periods = hours.of_venue(venue, day)
    return OpenDay(day, periods, hours.reason(venue, day))
