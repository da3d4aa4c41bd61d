"""Find where the copy has drifted from the table, and mend it."""

import logging
from dataclasses import dataclass

from elasticsearch import Elasticsearch, helpers

from ..engines import elastic
from ..models import IndexChange, SearchEntry
from .alone import alone
from .changes import note
from .documents import document
from .indexes import has_our_shape, server, sweep
from .keeping import copy_anew
from .sending import BATCH, send_all

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """How the copy differed from the table."""

    missing: int = 0
    ghosts: int = 0
    stale: int = 0

    @property
    def rows(self) -> int:
        return self.missing + self.ghosts + self.stale


def compare() -> Drift:
    """Find where the copy differs from the table, note that, and send it."""
    with alone(wait=True):
        there = server()
        if not has_our_shape(there):
            copy_anew(there)
        send_all(there)
        there.indices.refresh(index=elastic.alias())
        sweep(there)
        drift, differing = _differences(there)
        note(differing)
        send_all(there)
    if drift.rows:
        logger.warning("search index had drifted", extra={"drift": str(drift)})
    return drift


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
