"""What is looked after every minute."""

import datetime as dt

from website.core import clock
from website.core.housekeeping import chore

from . import operations


@chore
def refresh_next_dates(*, at: dt.datetime) -> int:
    return operations.refresh_next_dates(clock.local(at).date())
