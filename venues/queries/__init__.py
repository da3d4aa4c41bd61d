"""When it is open: hours of several spaces over several days, by the week, and now."""

from .doors import Door, door, hours_around
from .hours import OpeningHours
from .weeks import OpenDay, hours_of_weeks, open_days, opening_weeks

__all__ = ["Door", "OpenDay", "OpeningHours", "door", "hours_around", "hours_of_weeks", "open_days", "opening_weeks"]
