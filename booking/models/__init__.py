from .booking import Booking
from .claim import Claim
from .closure import Closure
from .external_calendar import ExternalCalendar
from .hold import Hold
from .loan_calendar import LoanCalendar
from .series import BookingSeries, SkippedDate

__all__ = [
    "Booking",
    "BookingSeries",
    "Claim",
    "Closure",
    "ExternalCalendar",
    "Hold",
    "LoanCalendar",
    "SkippedDate",
]
