"""Where things happen and when it is open. Knows nothing of bookings.

Words: *venue* (møteplass), *space* (what can be booked: room, zone, desk, equipment), *unit* (the smallest part only
one can hold: a space is a set of units, so hall and part, whole house and room follow without tree logic),
*opening rule* (weekly), *closed period* (from a day to a day), *opening exception* (dated), *school holiday*.
Begin at `models/space.py` and `rules.py`.
"""
