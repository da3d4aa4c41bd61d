from .opening import OpeningException, OpeningRule
from .pages import VenueIndexPage, VenuePage
from .space import Space, Unit
from .venue import Area, Venue, VenueRole

__all__ = [
    "Area",
    "OpeningException",
    "OpeningRule",
    "Space",
    "Unit",
    "Venue",
    "VenueIndexPage",
    "VenuePage",
    "VenueRole",
]
