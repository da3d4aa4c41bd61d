"""The choices beside the words, and how many there would be for each."""

import datetime as dt
from typing import Any

from programmes.forms.filters import PARTS_OF_DAY

from ...models import Kind
from ...moments import written
from ...plan import Filters
from ..question import FACETS, Counts, beside, chosen
from .matching import Body, all_of, any_of, is_kind, unlike

MOST_VALUES = 100


def wanted(filters: Filters) -> Body:
    """The chosen filters."""
    return all_of(*_conditions(filters).values())


def counted(filters: Filters) -> Body:
    """For each facet, what is to be counted: among what the choices of the others leave."""
    conditions = _conditions(filters)
    return {
        name: {
            "filter": all_of(*(condition for other, condition in conditions.items() if other not in beside(name))),
            "aggs": {"values": _values_of(name, filters)},
        }
        for name in FACETS
    }


def facets(aggregations: Body) -> Counts:
    return {name: _counts(found["values"]["buckets"]) for name, found in aggregations.items()}


def _conditions(filters: Filters) -> dict[str, Body]:
    return {name: _chosen(name, value, filters) for name, value in chosen(filters).items()}


def _chosen(name: str, value: str, filters: Filters) -> Body:
    if name in ("day", "time"):
        return _happens(filters.days, filters.time, filters)
    return {"term": {name: True if value == "on" else value}}


def _happens(days: tuple[dt.date, ...], time: str, filters: Filters) -> Body:
    """On one of the days, at that time of them if one is said; of today what is over does not count."""
    if not days:
        return {"term": {"times": time}}
    column = "times" if time else "dates"
    wanted = {day: written(day, time) if time else day.isoformat() for day in days}
    later = {"terms": {column: [value for day, value in wanted.items() if day != filters.today]}}
    if filters.today not in wanted:
        return later
    is_over = all_of(is_kind(Kind.ACTIVITY), {"terms": {"object_id": list(filters.over)}})
    today = all_of({"term": {column: wanted[filters.today]}}, unlike(is_over))
    return any_of([today, later])


def _values_of(name: str, filters: Filters) -> Body:
    if name == "day":
        days = {day: _happens(days, filters.time, filters) for day, days in filters.offered}
        return {"filters": {"filters": days}} if days else {"filters": {"filters": {"none": any_of([])}}}
    if name == "time":
        return {"filters": {"filters": {part: _happens(filters.days, part, filters) for part in PARTS_OF_DAY}}}
    return {"terms": {"field": name, "size": MOST_VALUES}}


def _counts(buckets: Any) -> dict[str, int]:
    if isinstance(buckets, dict):
        return {name: bucket["doc_count"] for name, bucket in buckets.items() if bucket["doc_count"]}
    named = {"on" if bucket.get("key_as_string") == "true" else bucket["key"]: bucket for bucket in buckets}
    return {name: bucket["doc_count"] for name, bucket in named.items() if name}
