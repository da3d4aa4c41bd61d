from .booking import Booking
from .claim import Claim
from .closure import Closure
from .hold import Hold
from .series import BookingSeries, SkippedDate

__all__ = ["Booking", "BookingSeries", "Claim", "Closure", "Hold", "SkippedDate"]
