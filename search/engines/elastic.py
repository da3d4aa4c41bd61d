"""Elasticsearch, when ELASTICSEARCH_URL is set: the same lexemes, the same numbers (ranking.py), another machine.

It is asked for ids only. What is shown comes from our own rows, so nothing that has left the index can be told of.
"""

from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import HttpHeaders, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT
from elasticsearch import Elasticsearch

from ..models import SearchEntry
from ..plan import Term
from . import elastic_bodies as bodies
from .question import Found, Question

PATIENCE = 0.7  # seconds a person may wait before PostgreSQL answers instead
DEEPEST = 10_000  # it goes no further down a list


class NodeOfTwoVersions(Urllib3HttpNode):
    """Speaks as to version 8, which servers of version 8 and 9 both understand."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = DEFAULT,
    ) -> Any:
        spoken = HttpHeaders(headers or {})
        for name, value in list(spoken.items()):
            spoken[name] = value.replace("compatible-with=9", "compatible-with=8")
        return super().perform_request(method, target, body, spoken, request_timeout)


@cache
def client(url: str) -> Elasticsearch:
    return Elasticsearch(url, node_class=NodeOfTwoVersions, request_timeout=PATIENCE, max_retries=0)


class Elastic:
    """Raises TransportError or ApiError when it cannot answer."""

    def __init__(self, index: str = "") -> None:
        self.index = index or alias()
        self.client = client(settings.ELASTICSEARCH_URL)

    def count(self, terms: list[Term]) -> tuple[int, list[int]]:
        """In one request."""
        counted = {str(number): bodies.has(one) for number, one in enumerate(terms)}
        answer = self.client.search(index=self.index, size=0, track_total_hits=True, aggs=bodies.counts(counted))
        buckets = answer["aggregations"]["terms"]["buckets"]
        return answer["hits"]["total"]["value"], [buckets[name]["doc_count"] for name in counted]

    def find(self, question: Question, *, limit: int, offset: int) -> Found:
        """One request, and one query for the rows."""
        answer = self.client.search(index=self.index, size=limit, from_=offset, **bodies.search(question))
        ids = [int(hit["_id"]) for hit in answer["hits"]["hits"]]
        rows = SearchEntry.objects.defer("lexemes").in_bulk(ids)
        entries = [rows[pk] for pk in ids if pk in rows]
        return Found(entries, answer["hits"]["total"]["value"], bodies.facets(answer["aggregations"]))


def alias() -> str:
    """The name searches go by; behind it stands one index, until a newer one takes its place."""
    return str(settings.ELASTICSEARCH_ALIAS)
