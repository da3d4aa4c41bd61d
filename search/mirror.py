"""The copy of the index that Elasticsearch keeps. The table is the truth; the database notes every change of a row.

One process at a time works on the copy. It reads what is noted, sends each row as it is now, and strikes out only what
nobody has changed since: whatever fails in between is done again.
"""

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from elasticsearch import Elasticsearch, helpers

from website.core import clock

from .engines import elastic
from .engines.elastic_bodies import ANYWHERE, MAPPINGS
from .models import IndexChange, SearchEntry
from .vectors import stored_weights

logger = logging.getLogger(__name__)
BATCH = 500
LOCK = 7_106_004  # of our own choosing; nothing else locks by it
PATIENCE = 30  # seconds; nobody waits for this
SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
SHAPE = hashlib.sha256(json.dumps(MAPPINGS, sort_keys=True).encode()).hexdigest()[:8]  # part of an index' name
COPIED = 1  # the version of a row copied as a whole; what is noted since has a higher one
STRIKE_OUT = """
delete from search_indexchange where entry in (
  select c.entry from search_indexchange c join unnest(%s::bigint[], %s::bigint[]) as sent(entry, number)
  on c.entry = sent.entry and c.number = sent.number for update of c skip locked
)"""


@dataclass(frozen=True)
class Drift:
    """How the copy differed from the table."""

    missing: int = 0
    ghosts: int = 0
    stale: int = 0

    @property
    def rows(self) -> int:
        return self.missing + self.ghosts + self.stale


def is_wanted() -> bool:
    return bool(settings.ELASTICSEARCH_URL)


def catch_up() -> int:
    """Send what has changed, all of it. Answers how many rows; none when another process is at it."""
    with _alone() as is_mine:
        if not is_mine:
            return 0
        server = _server()
        return _send_all(server) if _has_our_shape(server) else _make_anew(server)


def make_anew() -> int:
    """A whole new index beside the old one, which answers until the new one takes its name in one step."""
    with _alone(wait=True):
        return _make_anew(_server())


def compare() -> Drift:
    """Find where the copy differs from the table, note that, and send it."""
    with _alone(wait=True):
        server = _server()
        if not _has_our_shape(server):
            _make_anew(server)
        _send_all(server)
        server.indices.refresh(index=elastic.alias())
        _sweep(server)
        drift, differing = _differences(server)
        _note(differing)
        _send_all(server)
    if drift.rows:
        logger.warning("search index had drifted", extra={"drift": str(drift)})
    return drift


def oldest_change() -> Any:
    """When the oldest change not yet sent was made, or nothing."""
    return IndexChange.objects.order_by("made_at").values_list("made_at", flat=True).first()


def document(entry: SearchEntry) -> dict[str, Any]:
    """A row as Elasticsearch is told of it, with a digest to compare by."""
    weights = stored_weights(str(entry.lexemes))
    told: dict[str, Any] = {
        **{f"lexemes_{place}": " ".join(w for w, stands in weights.items() if stands == place) for place in ANYWHERE},
        **{name: getattr(entry, name) for name in ("pk", "object_id", "kind", "venue", "community", "theme", "title")},
        **{name: getattr(entry, name) for name in ("audience", "is_free", "is_step_free", "title_words")},
        "language": entry.languages,
        "dates": [day.isoformat() for day in entry.dates],
        "next_date": entry.next_date and entry.next_date.isoformat(),
    }
    return told | {"digest": hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]}


@contextmanager
def _alone(*, wait: bool = False) -> Iterator[bool]:
    """One process at a time; the database lets go of the lock when the connection ends, however that comes."""
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_{'' if wait else 'try_'}advisory_lock(%s)", [LOCK])
        is_mine = wait or bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def _server() -> Elasticsearch:
    return elastic.client(settings.ELASTICSEARCH_URL).options(request_timeout=PATIENCE)


def _has_our_shape(server: Elasticsearch) -> bool:
    """False before the first time, and when rows have got a new column."""
    return any(SHAPE in index and elastic.alias() in of["aliases"] for index, of in _ours(server).items())


def _send_all(server: Elasticsearch) -> int:
    """Batch by batch, until nothing is left but what others are changing, or what is not taken."""
    return sum(iter(lambda: _send(server), 0))


def _send(server: Elasticsearch) -> int:
    """One batch of what is noted. No row is locked meanwhile."""
    noted = list(IndexChange.objects.order_by("number")[:BATCH])
    rows = SearchEntry.objects.in_bulk([change.entry for change in noted])
    refused = _bulk(server, [_action(elastic.alias(), change, rows.get(change.entry)) for change in noted])
    return _strike_out([change for change in noted if change.entry not in refused])


def _strike_out(sent: list[IndexChange]) -> int:
    """But for those changed since, or just now: we wait for nobody, so that nobody waits for us."""
    with connection.cursor() as cursor:
        cursor.execute(STRIKE_OUT, [[change.entry for change in sent], [change.number for change in sent]])
        return int(cursor.rowcount)


def _action(index: str, change: IndexChange, entry: SearchEntry | None) -> dict[str, Any]:
    action = {
        "_index": index,
        "_id": str(change.entry),
        "version": change.number,
        "version_type": "external_gte",
    }
    if entry is None:
        return action | {"_op_type": "delete"}
    return action | {"_op_type": "index", "_source": document(entry)}


def _bulk(server: Elasticsearch, actions: Iterable[dict[str, Any]]) -> set[int]:
    """Answers which were not taken. That a newer one is there, or nothing to delete, is as it should be."""
    refused = set()
    for is_done, answer in helpers.streaming_bulk(server, actions, chunk_size=BATCH, raise_on_error=False):
        result = next(iter(answer.values()))
        if not is_done and result["status"] not in (404, 409):
            refused.add(int(result["_id"]))
            logger.error("a row was not taken by Elasticsearch", extra={"answer": str(result)[:500]})
    return refused


def _make_anew(server: Elasticsearch) -> int:
    _sweep(server)
    noted = list(IndexChange.objects.all())  # what is noted by now is in the copy
    name = f"{elastic.alias()}-{SHAPE}-{clock.now():%Y%m%d%H%M%S%f}"
    server.indices.create(index=name, settings=SETTINGS, mappings=MAPPINGS)
    entries = SearchEntry.objects.order_by("pk").iterator(BATCH)
    copied = {"_index": name, "version": COPIED, "version_type": "external_gte"}
    refused = _bulk(server, (copied | {"_id": str(row.pk), "_source": document(row)} for row in entries))
    server.indices.refresh(index=name)
    _take_the_name(server, name)
    _strike_out([change for change in noted if change.entry not in refused])
    return int(server.count(index=name)["count"])


def _take_the_name(server: Elasticsearch, name: str) -> None:
    """In one step, so that nobody finds no index or two. The old one stays a while: somebody may be reading in it."""
    alias = elastic.alias()
    named = server.indices.get_alias(name=f"{alias}*")  # with the star it is no error that there is none yet
    leave = [{"remove": {"index": index, "alias": alias}} for index, of in named.items() if alias in of["aliases"]]
    server.indices.update_aliases(actions=[*leave, {"add": {"index": name, "alias": alias}}])


def _sweep(server: Elasticsearch) -> None:
    """Away with indexes nobody asks any more, or that were never finished."""
    for index, of in _ours(server).items():
        if not of["aliases"]:
            server.indices.delete(index=index)


def _ours(server: Elasticsearch) -> dict[str, Any]:
    """Our indexes with their names. Another site may keep its own on the same server."""
    is_ours = re.compile(rf"{re.escape(elastic.alias())}-[0-9a-f]{{8}}-\d{{20}}")
    found = server.indices.get_alias(index=f"{elastic.alias()}-*")
    return {index: of for index, of in found.items() if is_ours.fullmatch(index)}


def _differences(server: Elasticsearch) -> tuple[Drift, list[int]]:
    """But for what has changed while we looked: that is noted anyway."""
    copied = _digests(server)
    ours = {entry.pk: document(entry)["digest"] for entry in SearchEntry.objects.order_by("pk").iterator(BATCH)}
    noted = set(IndexChange.objects.values_list("entry", flat=True))
    missing = ours.keys() - copied.keys() - noted
    ghosts = copied.keys() - ours.keys() - noted
    stale = {pk for pk in ours.keys() & copied.keys() if ours[pk] != copied[pk]} - noted
    return Drift(len(missing), len(ghosts), len(stale)), [*missing, *ghosts, *stale]


def _digests(server: Elasticsearch) -> dict[int, str]:
    found = helpers.scan(server, index=elastic.alias(), query={"_source": ["digest"]}, size=BATCH * 4)
    return {int(hit["_id"]): hit["_source"]["digest"] for hit in found}


def _note(entries: Iterable[int]) -> None:
    """As the database does it for every change of a row."""
    with connection.cursor() as cursor:
        cursor.executemany("select search_note_change(%s)", [[pk] for pk in entries])
