"""When it is open: hours of several spaces over several days, by the week, and now."""

from .doors import Door, door, hours_around
from .hours import OpenDay, OpeningHours, follow_school_holidays, opening_of
from .weeks import WeekOfHouse, hours_of_weeks, open_days, opening_weeks, weeks_of_house

__all__ = [
    "Door",
    "OpenDay",
    "OpeningHours",
    "WeekOfHouse",
    "door",
    "follow_school_holidays",
    "hours_around",
    "hours_of_weeks",
    "open_days",
    "opening_of",
    "opening_weeks",
    "weeks_of_house",
]
