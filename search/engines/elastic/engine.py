"""What Elasticsearch is asked, and what it answers."""

import time

from django.conf import settings
from elasticsearch import Elasticsearch

from ...models import SearchEntry
from ...plan import Term
from ..question import Found, Question
from .choices import counted, facets, wanted
from .client import alias, client
from .matching import Body, has
from .scoring import order, ranked

PATIENCE = 0.7  # seconds a person may wait before PostgreSQL answers instead
SHORTEST = 0.01  # seconds; none at all would mean to wait for ever
DEEPEST = 10_000  # it goes no further down a list


class Elastic:
    """For one search: all its requests share the time a person may wait.

    Raises TransportError or ApiError when it cannot answer.
    """

    def __init__(self) -> None:
        self.index = alias()
        self._until = time.monotonic() + PATIENCE

    @property
    def client(self) -> Elasticsearch:
        left = max(self._until - time.monotonic(), SHORTEST)
        return client(settings.ELASTICSEARCH_URL).options(request_timeout=left)

    def count(self, terms: list[Term]) -> tuple[int, list[int]]:
        """In one request."""
        asked = {str(number): has(one) for number, one in enumerate(terms)}
        answer = self.client.search(index=self.index, size=0, track_total_hits=True, aggs=_counts(asked))
        buckets = answer["aggregations"]["terms"]["buckets"]
        return answer["hits"]["total"]["value"], [buckets[name]["doc_count"] for name in asked]

    def find(self, question: Question, *, limit: int, offset: int) -> Found:
        """One request, and one query for the rows."""
        answer = self.client.search(index=self.index, size=limit, from_=offset, **_search(question))
        ids = [int(hit["_id"]) for hit in answer["hits"]["hits"]]
        rows = SearchEntry.objects.defer("lexemes").in_bulk(ids)
        entries = [rows[pk] for pk in ids if pk in rows]
        return Found(entries, answer["hits"]["total"]["value"], facets(answer.get("aggregations", {})))


def _search(question: Question) -> Body:
    """The whole request but for the page."""
    return {
        "query": ranked(question) if question.terms else {"match_all": {}},
        "post_filter": wanted(question.filters),
        "aggs": counted(question.filters) if question.is_counted else {},
        "sort": order(question),
        "track_total_hits": True,
        "source": False,
    }


def _counts(conditions: dict[str, Body]) -> Body:
    return {"terms": {"filters": {"filters": conditions}}}
