"""Rows on their way to Elasticsearch."""

import logging
from collections.abc import Iterable
from typing import Any

from elasticsearch import Elasticsearch, helpers

from ..engines import elastic
from ..models import IndexChange, SearchEntry
from . import documents
from .changes import strike_out

logger = logging.getLogger(__name__)
BATCH = 500
COPIED = 1  # the version of a row copied as a whole; what is noted since has a higher one


def send_all(server: Elasticsearch) -> int:
    """Batch by batch, until nothing is left but what others are changing, or what is not taken."""
    return sum(iter(lambda: _send(server), 0))


def _send(server: Elasticsearch) -> int:
    """One batch of what is noted. No row is locked meanwhile."""
    noted = list(IndexChange.objects.order_by("number")[:BATCH])
    rows = SearchEntry.objects.in_bulk([change.entry for change in noted])
    refused = _bulk(server, [_action(elastic.alias(), change, rows.get(change.entry)) for change in noted])
    return strike_out([change for change in noted if change.entry not in refused])


def copy_all(server: Elasticsearch, index: str) -> set[int]:
    """Every row there is. Answers which were not taken."""
    entries = SearchEntry.objects.order_by("pk").iterator(BATCH)
    copied = {"_index": index, "version": COPIED, "version_type": "external_gte"}
    return _bulk(server, (copied | {"_id": str(row.pk), "_source": documents.document(row)} for row in entries))


def _action(index: str, change: IndexChange, entry: SearchEntry | None) -> dict[str, Any]:
    action = {
        "_index": index,
        "_id": str(change.entry),
        "version": change.number,
        "version_type": "external_gte",
    }
    if entry is None:
        return action | {"_op_type": "delete"}
    return action | {"_op_type": "index", "_source": documents.document(entry)}


def _bulk(server: Elasticsearch, actions: Iterable[dict[str, Any]]) -> set[int]:
    """Answers which were not taken. That a newer one is there, or nothing to delete, is as it should be."""
    refused = set()
    for is_done, answer in helpers.streaming_bulk(server, actions, chunk_size=BATCH, raise_on_error=False):
        result = next(iter(answer.values()))
        if not is_done and result["status"] not in (404, 409):
            refused.add(int(result["_id"]))
            logger.error("a row was not taken by Elasticsearch", extra={"answer": str(result)[:500]})
    return refused
