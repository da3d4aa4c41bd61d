from .booking import Booking
from .claim import Claim
from .closure import Closure
from .hold import Hold

__all__ = ["Booking", "Claim", "Closure", "Hold"]
