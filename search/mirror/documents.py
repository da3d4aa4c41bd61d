"""A row as Elasticsearch is told of it."""

import hashlib
import json
from typing import Any

from ..engines.elastic import MAPPINGS
from ..models import SearchEntry
from ..vectors import ANYWHERE, stored_weights

SHAPE = hashlib.sha256(json.dumps(MAPPINGS, sort_keys=True).encode()).hexdigest()[:8]  # part of an index' name


def document(entry: SearchEntry) -> dict[str, Any]:
    """With a digest to compare by."""
    weights = stored_weights(str(entry.lexemes))
    told: dict[str, Any] = {
        **{f"lexemes_{place}": " ".join(w for w, stands in weights.items() if stands == place) for place in ANYWHERE},
        **{name: getattr(entry, name) for name in ("pk", "object_id", "kind", "venue", "community", "theme", "title")},
        **{name: getattr(entry, name) for name in ("audience", "times", "is_free", "is_step_free", "title_words")},
        "age": entry.ages,
        "language": entry.languages,
        "dates": [day.isoformat() for day in entry.dates],
        "next_date": entry.next_date and entry.next_date.isoformat(),
    }
    return told | {"digest": hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]}
