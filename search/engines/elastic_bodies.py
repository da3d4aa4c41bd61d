"""What is said to Elasticsearch: plain data, made from a question by the numbers of ranking.py."""

import datetime as dt
from typing import Any

from ..models import Kind
from ..plan import IN_OTHER_WORDS, Alternative, Filters, Term
from ..ranking import FIRST_OF_ALL, HAPPENS_SOON, IS_NEWS, IS_OVER, KIND_MEANT, LANDMARKS, SOON, WHOLE_TITLE, steps
from ..vectors import BODY, KEYWORDS, PLACE, TITLE
from .question import FACETS, Counts, Question, chosen

Body = dict[str, Any]
ANYWHERE = TITLE + KEYWORDS + PLACE + BODY
LONGEST_TITLE = 30  # words told apart

_WORDS = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
MAPPINGS: Body = {
    "dynamic": "strict",
    "properties": {
        **{f"lexemes_{place}": _WORDS for place in ANYWHERE},
        **{name: {"type": "keyword"} for name in ("kind", "venue", "community", "theme", "audience", "language")},
        **{name: {"type": "boolean"} for name in ("is_free", "is_step_free")},
        **{name: {"type": "date", "format": "strict_date"} for name in ("dates", "next_date")},
        "title": {"type": "keyword"},
        "title_words": {"type": "short"},
        **{name: {"type": "long"} for name in ("pk", "object_id")},
        "digest": {"type": "keyword", "index": False},
    },
}


def all_of(*conditions: Body) -> Body:
    return {"bool": {"filter": list(conditions)}}


def any_of(conditions: list[Body]) -> Body:
    return {"bool": {"should": conditions, "minimum_should_match": 1}} if conditions else {"match_none": {}}


def unlike(condition: Body) -> Body:
    return {"bool": {"must_not": [condition]}}


def is_kind(*kinds: str) -> Body:
    return {"terms": {"kind": list(kinds)}}


def has(one: Term, places: str = ANYWHERE, least: float = 0.0) -> Body:
    """Entries with the term in one of the places, found in a way worth so much."""
    return any_of([_stands(way, places) for way in one.alternatives if way.worth >= least])


def _stands(way: Alternative, places: str) -> Body:
    matches = "prefix" if way.begins else "term"
    return all_of(*(any_of([{matches: {f"lexemes_{place}": lexeme}} for place in places]) for lexeme in way.lexemes))


def counts(conditions: dict[str, Body]) -> Body:
    return {"terms": {"filters": {"filters": conditions}}}


def search(question: Question) -> Body:
    """The whole request but for the page."""
    made = chosen(question.filters)
    conditions = {name: _chosen(name, value, question.filters) for name, value in made.items()}
    return {
        "query": _ranked(question) if question.terms else {"match_all": {}},
        "post_filter": all_of(*conditions.values()),
        "aggs": {name: _facet(name, conditions, question.filters) for name in _counted(question.filters)},
        "sort": [*(["_score"] if question.terms else []), {"next_date": {"missing": "_last"}}, "title", "pk"],
        "track_total_hits": True,
        "source": False,
    }


def _matches(question: Question) -> Body:
    words = [has(one) for one in question.terms]
    if not question.strict:
        return all_of(*words)
    return all_of(any_of(words), unlike(all_of(*(has(one) for one in question.strict))))


def _ranked(question: Question) -> Body:
    """As ranking.py says."""
    scores = [_standing(one, rare) for one, rare in zip(question.terms, question.rarities, strict=True)]
    matched = {"bool": {"filter": [_matches(question)], "should": scores}}
    functions = [*_titles(question), *_suits(question)]
    return {"function_score": {"query": matched, "functions": functions, "score_mode": "multiply"}}


def _standing(one: Term, rare: float) -> Body:
    found = steps({way.worth for way in one.alternatives})
    scores = [
        {"constant_score": {"filter": has(one, places, worth), "boost": points * rare}}
        for points, places, worth in found
    ]
    return {"dis_max": {"queries": scores}} if scores else any_of([])


def _titles(question: Question) -> list[Body]:
    terms = len(question.terms)
    in_title = [has(one, TITLE, IN_OTHER_WORDS) for one in question.terms if _is_plain(one)]
    if len(in_title) < terms:
        return []
    whole = _weighing(1 + WHOLE_TITLE, *in_title, {"range": {"title_words": {"gte": 1, "lte": terms}}})
    return [whole] + [
        _weighing(1 + WHOLE_TITLE * terms / words, *in_title, {"term": {"title_words": words}})
        for words in range(terms + 1, LONGEST_TITLE)
    ]


def _is_plain(one: Term) -> bool:
    return any(way.worth >= IN_OTHER_WORDS for way in one.alternatives)


def _suits(question: Question) -> list[Body]:
    dated = {"exists": {"field": "next_date"}}
    functions = [
        _weighing(IS_OVER, is_kind(Kind.ACTIVITY), unlike(dated)),
        _weighing(IS_NEWS, is_kind(Kind.NEWS)),
        _weighing(FIRST_OF_ALL, is_kind(*LANDMARKS)),
        _weighing(KIND_MEANT, is_kind(*question.kinds)),
    ]
    if today := question.filters.today:
        soon = {"range": {"next_date": {"lte": (today + SOON).isoformat()}}}
        functions.append(_weighing(HAPPENS_SOON, is_kind(Kind.ACTIVITY), soon))
    return functions


def _weighing(weight: float, *conditions: Body) -> Body:
    return {"filter": all_of(*conditions), "weight": weight}


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


def _counted(filters: Filters) -> list[str]:
    return [name for name in FACETS if name != "day" or filters.offered]


def facets(aggregations: Body) -> Counts:
    return {name: _values(found["values"]["buckets"]) for name, found in aggregations.items()}


def _values(buckets: Any) -> dict[str, int]:
    if isinstance(buckets, dict):
        return {name: bucket["doc_count"] for name, bucket in buckets.items() if bucket["doc_count"]}
    named = {
        "on" if bucket.get("key_as_string") == "true" else bucket["key"]: bucket["doc_count"] for bucket in buckets
    }
    return {name: count for name, count in named.items() if name}
