"""/api/v1/ of this app.

`free.py` is what is free, open to all. With a key: `bookings.py` one's loans, `series.py` fixed ones, and `own.py` what
both have in common.
"""
