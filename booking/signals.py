"""What others may hear of bookings. Sent after commit, with `booking` and `by`; `series_confirmed` with `series`."""

from django.dispatch import Signal

booking_requested = Signal()
booking_confirmed = Signal()
booking_refused = Signal()
booking_withdrawn = Signal()
booking_cancelled = Signal()
booking_released = Signal()
booking_changed = Signal()  # its time, rooms or words; with `old_title`
series_confirmed = Signal()
