"""Foundation: time, periods, slugs, mail, errors, headers. Imports none of our other apps.

Begin at `clock` (the only door to the system clock) and `periods` (half-open spans of instants, which all else is
made of).
"""
