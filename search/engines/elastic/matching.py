"""Which entries have the words."""

from typing import Any

from ...plan import Alternative, Term
from ...vectors import ANYWHERE
from ..question import Question

Body = dict[str, Any]


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


def matches(question: Question) -> Body:
    if not question.some:
        return all_of(*(has(one) for one in question.terms))
    strict = all_of(*(has(one) for one in question.strict))
    return all_of(any_of([has(one) for one in question.some]), unlike(strict))
