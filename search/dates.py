"""When what was found happens next: by the hour, where the index only knows days."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from programmes.models import Occurrence
from programmes.queries.occurrences import next_of, over_for_today
from website.core import clock

from .models import Kind, SearchEntry
from .plan import Filters


def still_coming(filters: Filters, now: dt.datetime) -> Filters:
    """The same choices; of today what is over does not count. One query."""
    return dataclasses.replace(filters, over=tuple(over_for_today(now)))


def coming_dates(
    entries: Iterable[SearchEntry], days: tuple[dt.date, ...], now: dt.datetime
) -> dict[SearchEntry, Occurrence]:
    """The date of each activity that goes on or comes next, in the days asked for if any. One query."""
    activities = {entry.object_id: entry for entry in entries if entry.kind == Kind.ACTIVITY}
    since = max(now, clock.midnight(days[0])) if days else now
    return {activities[pk]: occurrence for pk, occurrence in next_of(activities, since).items()}
