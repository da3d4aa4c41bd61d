"""What is free, so that free on screen means bookable: opening minus what is blocked, cut to the rules of the space."""

import datetime as dt
from collections.abc import Iterable

from venues.models import Space
from venues.queries import OpeningHours

from .situation import FreePeriod, Situation

__all__ = ["FreePeriod", "free_periods"]


def free_periods(
    spaces: Iterable[Space], first: dt.date, last: dt.date, *, now: dt.datetime, hours: OpeningHours | None = None
) -> dict[int, list[FreePeriod]]:
    """For each space id the free periods that touch the local days `first` to `last`.

    One query for claims, three or four for opening hours, whatever the number of spaces and days. `hours`,
    when given, must reach one day further than `last`.
    """
    situation = Situation(spaces, first, last, at=now, hours=hours)
    return {space.pk: situation.free(space) for space in situation.spaces}
