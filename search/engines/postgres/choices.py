"""The choices beside the words."""

import datetime as dt

from django.db.models import Q

from ...models import Kind
from ...moments import written
from ...plan import Filters
from ..question import chosen

LISTED = {"audience": "audience", "age": "ages", "language": "languages"}  # an entry may have several values of each


def wanted(filters: Filters) -> Q:
    """The chosen filters."""
    return Q(*conditions(filters).values())


def conditions(filters: Filters) -> dict[str, Q]:
    """The same, by facet."""
    return {name: _chosen(name, value, filters) for name, value in chosen(filters).items()}


def _chosen(name: str, value: str, filters: Filters) -> Q:
    if name in ("day", "time"):
        return happens(filters.days, filters.time, filters)
    if name in LISTED:
        return Q(**{f"{LISTED[name]}__contains": [value]})
    return Q(**{name: True if value == "on" else value})


def happens(days: tuple[dt.date, ...], time: str, filters: Filters) -> Q:
    """On one of the days, at that time of them if one is said; of today what is over does not count."""
    if not days:
        return Q(times__contains=[time])
    column = "times" if time else "dates"
    wanted = {day: written(day, time) if time else day for day in days}
    later = Q(**{f"{column}__overlap": [value for day, value in wanted.items() if day != filters.today]})
    if filters.today not in wanted:
        return later
    is_over = Q(kind=Kind.ACTIVITY, object_id__in=filters.over)
    today = Q(**{f"{column}__contains": [wanted[filters.today]]}) & ~is_over
    return today | later if len(wanted) > 1 else today
