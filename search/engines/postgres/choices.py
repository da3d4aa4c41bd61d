"""The choices beside the words, and how many there would be for each."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from programmes.forms.filters import PARTS_OF_DAY

from ...models import Kind, SearchEntry
from ...moments import written
from ...plan import Filters
from ..question import FACETS, Counts, beside, chosen

LISTED = {"audience": "audience", "age": "ages", "language": "languages"}  # an entry may have several values of each
COLUMNS = ["kind", "community", "venue", "theme", *LISTED.values(), "is_free", "is_step_free"]


def wanted(filters: Filters) -> Q:
    """The chosen filters."""
    all_chosen = Q()
    for name, value in chosen(filters).items():
        all_chosen &= _chosen(name, value, filters)
    return all_chosen


def _chosen(name: str, value: str, filters: Filters) -> Q:
    if name in ("day", "time"):
        return _happens(filters.days, filters.time, filters)
    if name in LISTED:
        return Q(**{f"{LISTED[name]}__contains": [value]})
    return Q(**{name: True if value == "on" else value})


def _happens(days: tuple[dt.date, ...], time: str, filters: Filters) -> Q:
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


def tally(matching: QuerySet[SearchEntry], filters: Filters) -> tuple[int, Counts]:
    """How many there are, and would be for each choice. One query; several choices of one facet exclude each other."""
    happens = {
        **{f"day {name}": _happens(days, filters.time, filters) for name, days in filters.offered},
        **{f"time {name}": _happens(filters.days, name, filters) for name in PARTS_OF_DAY},
    }
    marks = {f"mark_{n}": Case(When(when, then=True), default=False) for n, when in enumerate(happens.values())}
    rows = matching.annotate(**marks).order_by().values_list(*COLUMNS, *marks).annotate(n=Count("pk"))
    made, total, facets = chosen(filters), 0, {name: Counter[str]() for name in FACETS}
    for *values, count in rows:
        has = _values(dict(zip([*COLUMNS, *happens], values, strict=True)))
        missed = {name for name, value in made.items() if value not in has[name]}
        total += 0 if missed else count
        for name in FACETS:
            if missed <= beside(name):
                facets[name].update(dict.fromkeys(has[name], count))
    return total, {name: dict(counts.most_common()) for name, counts in facets.items()}


def _values(row: dict[str, Any]) -> dict[str, list[str]]:
    """What an entry has of each facet."""
    has = {name: [row[name]] if row[name] else [] for name in ("kind", "community", "venue", "theme")}
    has |= {name: row[column] for name, column in LISTED.items()}
    has |= {name: ["on"] if row[name] else [] for name in ("is_free", "is_step_free")}
    marked = [name.split(" ") for name, is_so in row.items() if " " in name and is_so]
    return has | {facet: [value for of, value in marked if of == facet] for facet in ("day", "time")}
