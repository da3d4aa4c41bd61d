"""What others may hear of bookings. Sent after commit, with `booking` and `by`."""

from django.dispatch import Signal

booking_requested = Signal()
booking_confirmed = Signal()
booking_refused = Signal()
booking_withdrawn = Signal()
booking_cancelled = Signal()
booking_released = Signal()
