"""What others may hear of the programme."""

from django.dispatch import Signal

dates_changed = Signal()  # with `activities`, a set of ids; sent inside the transaction that writes the dates
