"""Which entries have the words."""

from django.db.models import Q

from ...plan import Alternative, Term
from ...vectors import AsQuery, quoted
from ..question import Question


def has(one: Term, places: str = "", worth: float = 0.0) -> Q:
    """Entries with the term; in these places only, and found in ways worth as much, when that is said."""
    ways = [way for way in one.alternatives if way.worth >= worth]
    return Q(lexemes=AsQuery(" | ".join(_written(way, places) for way in ways))) if ways else Q(pk=None)


def _written(way: Alternative, places: str) -> str:
    mark = ("*" if way.begins else "") + places
    lexemes = (f"{quoted(lexeme)}:{mark}" if mark else quoted(lexeme) for lexeme in way.lexemes)
    return f"({' & '.join(lexemes)})"


def matches(question: Question) -> Q:
    if not question.some:
        return Q(*(has(one) for one in question.terms))
    strict = Q(*(has(one) for one in question.strict))
    return Q(*(has(one) for one in question.some), _connector=Q.OR) & ~strict
