"""What Elasticsearch keeps of each entry."""

from ...vectors import ANYWHERE
from .matching import Body

_WORDS = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
MAPPINGS: Body = {
    "dynamic": "strict",
    "properties": {
        **{f"lexemes_{place}": _WORDS for place in ANYWHERE},
        **{name: {"type": "keyword"} for name in ("kind", "venue", "community", "theme")},
        **{name: {"type": "keyword"} for name in ("audience", "age", "language", "times")},
        **{name: {"type": "boolean"} for name in ("is_free", "is_step_free")},
        **{name: {"type": "date", "format": "strict_date"} for name in ("dates", "next_date")},
        "title": {"type": "keyword"},
        "title_words": {"type": "short"},
        **{name: {"type": "long"} for name in ("pk", "object_id")},
        "digest": {"type": "keyword", "index": False},
    },
}
