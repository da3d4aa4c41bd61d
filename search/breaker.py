"""Whether Elasticsearch is asked. After one failure PostgreSQL answers for a while, and nobody waits for the other."""

import logging
import time

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)
REST = 30  # seconds without a try
TOLD = 180  # seconds after which a failure no longer says anything of now
FAILED = "search-engine-failed"

_rests_until = 0.0  # of this process: to ask the others would cost a query for each search


def is_closed() -> bool:
    """Elasticsearch may be asked."""
    return bool(settings.ELASTICSEARCH_URL) and time.monotonic() >= _rests_until


def open_for_a_while(error: Exception) -> None:
    """It did not answer in time, or not with sense. Editors are told (menu.py)."""
    global _rests_until
    _rests_until = time.monotonic() + REST
    logger.warning("Elasticsearch does not answer", extra={"error": type(error).__name__})
    cache.set(FAILED, True, TOLD)


def close() -> None:
    """It answers again."""
    global _rests_until
    _rests_until = 0.0
    cache.delete(FAILED)


def has_failed() -> bool:
    """In any process, not long ago."""
    return bool(cache.get(FAILED))
