"""What PostgreSQL is asked, and what it answers."""

from typing import Any

from django.db.models import Count, QuerySet

from ...models import SearchEntry
from ...plan import Term
from ..question import Found, Question
from .choices import tally, wanted
from .matching import has, matches
from .scoring import order


class Postgres:
    """The engine that is always there."""

    def count(self, terms: list[Term]) -> tuple[int, list[int]]:
        """In one query."""
        columns = {f"n{number}": Count("pk", filter=has(one)) for number, one in enumerate(terms)}
        found = SearchEntry.objects.aggregate(total=Count("pk"), **columns)
        return found["total"], [found[f"n{number}"] for number in range(len(terms))]

    def find(self, question: Question, *, limit: int, offset: int) -> Found:
        """Two queries: what to choose from, and the page."""
        matching = SearchEntry.objects.filter(matches(question))
        total, facets = tally(matching, question.filters)
        if not total or limit <= 0:
            return Found([], total, facets)
        page = matching.filter(wanted(question.filters)).defer("lexemes").order_by(*order(question))
        return Found(list(page[offset : offset + limit]), total, facets)

    def with_all_words(self, question: Question) -> QuerySet[SearchEntry, Any]:
        """Only the ids of the things, to stand in another query."""
        return SearchEntry.objects.filter(matches(question), wanted(question.filters)).values("object_id")
