from .opening import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday
from .pages import VenueIndexPage, VenuePage
from .quota import Quota
from .space import Space, Unit
from .terms import LoanTerms, TermsVersion
from .venue import Area, Venue, VenueRole

__all__ = [
    "Area",
    "ClosedPeriod",
    "LoanTerms",
    "OpeningException",
    "OpeningRule",
    "Quota",
    "SchoolHoliday",
    "Space",
    "TermsVersion",
    "Unit",
    "Venue",
    "VenueIndexPage",
    "VenuePage",
    "VenueRole",
]
