"""The choices beside the words, and how many there would be for each."""

import datetime as dt
from typing import Any

from ...models import Kind
from ...plan import Filters
from ..question import FACETS, Counts, chosen
from .matching import Body, all_of, any_of, is_kind, unlike


def wanted(filters: Filters) -> Body:
    """The chosen filters."""
    return all_of(*_conditions(filters).values())


def counted(filters: Filters) -> Body:
    """For each facet, what is to be counted."""
    conditions = _conditions(filters)
    offered = [name for name in FACETS if name != "day" or filters.offered]
    return {name: _facet(name, conditions, filters) for name in offered}


def _conditions(filters: Filters) -> dict[str, Body]:
    return {name: _chosen(name, value, filters) for name, value in chosen(filters).items()}


def _chosen(name: str, value: str, filters: Filters) -> Body:
    if name == "day":
        return _on(filters.days, filters)
    return {"term": {name: True if value == "on" else value}}


def _on(days: tuple[dt.date, ...], filters: Filters) -> Body:
    """Happens on one of the days; of today what is over does not count."""
    later = {"terms": {"dates": [day.isoformat() for day in days if day != filters.today]}}
    if filters.today not in days:
        return later
    over = all_of(is_kind(Kind.ACTIVITY), {"terms": {"object_id": list(filters.over)}})
    today = all_of({"term": {"dates": filters.today.isoformat()}}, unlike(over))  # type: ignore[union-attr]
    return any_of([today, later])


def _facet(name: str, conditions: dict[str, Body], filters: Filters) -> Body:
    """Counts of one facet among what the choices of the others leave."""
    others = [condition for other, condition in conditions.items() if other != name]
    counted: Body = {"terms": {"field": name, "size": 100}}
    if name == "day":
        counted = {"filters": {"filters": {day: _on(days, filters) for day, days in filters.offered}}}
    return {"filter": all_of(*others), "aggs": {"values": counted}}


def facets(aggregations: Body) -> Counts:
    return {name: _values(found["values"]["buckets"]) for name, found in aggregations.items()}


def _values(buckets: Any) -> dict[str, int]:
    if isinstance(buckets, dict):
        return {name: bucket["doc_count"] for name, bucket in buckets.items() if bucket["doc_count"]}
    named = {
        "on" if bucket.get("key_as_string") == "true" else bucket["key"]: bucket["doc_count"] for bucket in buckets
    }
    return {name: count for name, count in named.items() if name}
