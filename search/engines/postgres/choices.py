"""The choices beside the words, and how many there would be for each."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from ...models import Kind, SearchEntry
from ...plan import Filters
from ..question import FACETS, Counts, chosen

LISTED = {"audience": "audience", "language": "languages"}  # facets of which an entry may have several values


def wanted(filters: Filters) -> Q:
    """The chosen filters."""
    all_chosen = Q()
    for name, value in chosen(filters).items():
        all_chosen &= _chosen(name, value, filters)
    return all_chosen


def _chosen(name: str, value: str, filters: Filters) -> Q:
    if name == "day":
        return _on(filters.days, filters)
    if name in LISTED:
        return Q(**{f"{LISTED[name]}__contains": [value]})
    return Q(**{name: True if value == "on" else value})


def _on(days: tuple[dt.date, ...], filters: Filters) -> Q:
    """Happens on one of the days; of today what is over does not count."""
    later = [day for day in days if day != filters.today]
    if len(later) == len(days):
        return Q(dates__overlap=later)
    today = Q(dates__contains=[filters.today]) & ~Q(kind=Kind.ACTIVITY, object_id__in=filters.over)
    return today | Q(dates__overlap=later) if later else today


def tally(matching: QuerySet[SearchEntry], filters: Filters) -> tuple[int, Counts]:
    """How many there are, and would be for each choice. One query; several choices of one facet exclude each other."""
    days = {f"day_{n}": Case(When(_on(of, filters), then=True), default=False) for n, (_name, of) in _numbered(filters)}
    columns = ["kind", "community", "venue", "theme", "audience", "languages", "is_free", "is_step_free", *days]
    rows = matching.annotate(**days).order_by().values_list(*columns).annotate(n=Count("pk"))
    total, facets = 0, {name: Counter[str]() for name in FACETS}
    made = chosen(filters)
    for *values, count in rows:
        has = _values(dict(zip(columns, values, strict=True)), filters)
        missed = {name for name, value in made.items() if value not in has[name]}
        total += 0 if missed else count
        for name in FACETS:
            if missed <= {name}:
                facets[name].update(dict.fromkeys(has[name], count))
    return total, {name: dict(counts.most_common()) for name, counts in facets.items()}


def _numbered(filters: Filters) -> Iterable[tuple[int, tuple[str, tuple[dt.date, ...]]]]:
    return enumerate(filters.offered)


def _values(row: dict[str, Any], filters: Filters) -> dict[str, list[str]]:
    """What an entry has of each facet."""
    has = {name: [row[name]] if row[name] else [] for name in ("kind", "community", "venue", "theme")}
    has |= {name: row[column] for name, column in LISTED.items()}
    has |= {name: ["on"] if row[name] else [] for name in ("is_free", "is_step_free")}
    return has | {"day": [name for n, (name, _of) in _numbered(filters) if row[f"day_{n}"]]}
