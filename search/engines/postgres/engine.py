"""What PostgreSQL is asked, and what it answers."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from ...models import SearchEntry
from ...plan import Term
from ..question import Counts, Found, Question
from .choices import wanted
from .matching import has, matches
from .scoring import order
from .tally import tally

EACH = -1  # stands beside the numbers of terms


class Postgres:
    """The engine that is always there."""

    def count(self, terms: list[Term]) -> tuple[int, list[int]]:
        """In one query; each count goes by the index of lexemes."""
        counts = [_count(number, has(one)) for number, one in enumerate(terms)]
        found = dict(_count(EACH, Q()).union(*counts, all=True))
        return found.get(EACH, 0), [found.get(number, 0) for number in range(len(terms))]

    def find(self, question: Question, *, limit: int, offset: int) -> Found:
        """Two queries: what to choose from, and the page."""
        matching = SearchEntry.objects.filter(matches(question))
        total, facets = tally(matching, question.filters) if question.is_counted else (limit, Counts())
        if not total or limit <= 0:
            return Found([], total, facets)
        page = matching.filter(wanted(question.filters)).defer("lexemes").order_by(*order(question))
        return Found(list(page[offset : offset + limit]), total, facets)

    def with_all_words(self, question: Question) -> QuerySet[SearchEntry, Any]:
        """Only the ids of the things, to stand in another query."""
        return SearchEntry.objects.filter(matches(question), wanted(question.filters)).values("object_id")


def _count(number: int, condition: Q) -> QuerySet[SearchEntry, tuple[int, int]]:
    """No row when there are none."""
    rows = SearchEntry.objects.filter(condition).order_by().values(number=Value(number))
    return rows.annotate(count=Count("pk")).values_list("number", "count")
