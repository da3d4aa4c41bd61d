"""What is done every minute for bookings."""

import datetime as dt

from website.core.housekeeping import chore

from .operations import holds


@chore
def drop_expired_holds(*, at: dt.datetime) -> int:
    return holds.drop_expired_holds(at=at)
