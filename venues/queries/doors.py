"""Is the door open now, and if not, when will it be?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from website.core import clock
from website.core.periods import merged

from ..models.venue import Venue
from .hours import OpeningHours

DAYS_LOOKED_AHEAD = 7


@dataclass(frozen=True)
class Door:
    """Open until an instant, or closed until one; neither when nothing opens within a week."""

    open_until: dt.datetime | None
    opens_at: dt.datetime | None


def hours_around(venues: Iterable[Venue], at: dt.datetime) -> OpeningHours:
    """The hours `door` looks through: of today and the week ahead, whatever the number of venues."""
    today = clock.local(at).date()
    return OpeningHours(venues, today, today + dt.timedelta(days=DAYS_LOOKED_AHEAD))


def door(hours: OpeningHours, venue: Venue, at: dt.datetime) -> Door:
    """From yesterday on, whose evening may last past midnight."""
    today = clock.local(at).date()
    days = [today + dt.timedelta(days=offset) for offset in range(-1, DAYS_LOOKED_AHEAD + 1)]
    openings = merged(period for day in days for period in hours.of_venue(venue, day))
    open_until = next((period.ends_at for period in openings if period.starts_at <= at < period.ends_at), None)
    opens_at = next((period.starts_at for period in openings if period.starts_at > at), None)
    return Door(open_until, opens_at)
