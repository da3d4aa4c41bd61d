from .opening import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday
from .pages import VenueIndexPage, VenuePage
from .space import Space, Unit
from .venue import Area, Venue, VenueRole

__all__ = [
    "Area",
    "ClosedPeriod",
    "OpeningException",
    "OpeningRule",
    "SchoolHoliday",
    "Space",
    "Unit",
    "Venue",
    "VenueIndexPage",
    "VenuePage",
    "VenueRole",
]
