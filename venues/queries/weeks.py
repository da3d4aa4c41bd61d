"""Opening hours by the week, as people read them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..models.space import Space
from ..models.venue import Venue
from .hours import OpenDay, OpeningHours


def hours_of_weeks(venue: Venue, today: dt.date, *, count: int) -> OpeningHours:
    """The hours from Monday of this week, for `count` weeks. Queries as OpeningHours."""
    monday = today - dt.timedelta(days=today.weekday())
    return OpeningHours([venue], monday, monday + dt.timedelta(days=7 * count - 1))


def opening_weeks(hours: OpeningHours, venue: Venue, space: Space | None = None) -> list[list[OpenDay]]:
    """The weeks of `hours`, each day as people will see it."""
    days = open_days(hours, venue, space)
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def open_days(hours: OpeningHours, venue: Venue, space: Space | None = None) -> list[OpenDay]:
    """Every day of `hours`, as people will see it: of the venue, or of one space there."""
    number = (hours.last - hours.first).days + 1
    return [hours.day(venue, hours.first + dt.timedelta(days=offset), space) for offset in range(number)]


@dataclass(frozen=True)
class WeekOfHouse:
    """Monday, and for each day its date with the hours of the venue and of each space that has its own."""

    monday: dt.date
    days: list[tuple[dt.date, list[OpenDay]]]


def weeks_of_house(hours: OpeningHours, venue: Venue, spaces: Sequence[Space]) -> list[WeekOfHouse]:
    """The weeks of `hours`, everything said about the house side by side."""
    columns = [opening_weeks(hours, venue, space) for space in (None, *spaces)]
    weeks = [[(cells[0].date, list(cells)) for cells in zip(*week, strict=True)] for week in zip(*columns, strict=True)]
    return [WeekOfHouse(days[0][0], days) for days in weeks]
