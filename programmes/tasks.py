"""What is looked after every minute."""

import datetime as dt

from website.core import clock
from website.core.housekeeping import chore

from .operations import open_bookings, seats, series


@chore
def add_dates(*, at: dt.datetime) -> int:
    return series.expand_due(at=at)


@chore
def follow_bookings(*, at: dt.datetime) -> int:
    return open_bookings.catch_up(at=at)


@chore
def refresh_committees(*, at: dt.datetime) -> int:
    return seats.refresh_all_editors(today=clock.local(at).date())
