"""What is free, so that free on screen means bookable: opening minus what is blocked, cut to the rules of the space."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from venues.models import Space
from venues.queries import OpeningHours
from website.core.periods import Period, local_days, subtracted

from .. import rules
from .taken import blocked_periods


@dataclass(frozen=True)
class FreePeriod:
    """A period in which the space can be had: starts on the grid, long enough, inside the booking window."""

    space: Space
    period: Period


def free_periods(
    spaces: Iterable[Space], first: dt.date, last: dt.date, *, now: dt.datetime, hours: OpeningHours | None = None
) -> dict[int, list[FreePeriod]]:
    """For each space id the free periods that touch the local days `first` to `last`.

    One query for claims, two for opening hours, whatever the number of spaces and days.
    """
    spaces = list(spaces)
    hours = hours or OpeningHours({space.venue for space in spaces}, first, last)
    days = local_days(first, last)
    blocked = blocked_periods(spaces, days, now=now)
    return {space.pk: _free(space, hours, first, last, blocked.get(space.pk, []), now) for space in spaces}


def _free(
    space: Space, hours: OpeningHours, first: dt.date, last: dt.date, blocked: list[Period], now: dt.datetime
) -> list[FreePeriod]:
    earliest = now + dt.timedelta(minutes=space.lead_minutes)
    shortest = dt.timedelta(minutes=space.min_minutes)
    found = []
    days = local_days(first, last)
    for opening in hours.of_space(space, first, last + dt.timedelta(days=1)):
        for gap in subtracted([opening], blocked):
            starts_at = rules.first_start(max(gap.starts_at, earliest), opening.starts_at, space.grid_minutes)
            if _beyond_window(space, starts_at, now) or starts_at + shortest > gap.ends_at:
                continue
            period = Period(starts_at, gap.ends_at)
            if period.overlaps(days):
                found.append(FreePeriod(space, period))
    return found


def _beyond_window(space: Space, starts_at: dt.datetime, now: dt.datetime) -> bool:
    return space.days_ahead is not None and starts_at > now + dt.timedelta(days=space.days_ahead)
