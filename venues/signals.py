"""What others must hear of places before it is done.

Sent inside the transaction, while nobody can claim the space. Who listens may refuse by raising RefusedError; then
nothing is changed.
"""

from django.dispatch import Signal

units_changing = Signal()  # space, before, after (sets of ids of units), by, at
space_archiving = Signal()  # space, by, at
