"""Our indexes at the server. One has the name that searches go by; a newer one takes it over."""

import re
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch

from website.core import clock

from ..engines import elastic
from . import documents

PATIENCE = 30  # seconds; nobody waits for this
SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


def server() -> Elasticsearch:
    return elastic.client(settings.ELASTICSEARCH_URL).options(request_timeout=PATIENCE)


def has_our_shape(server: Elasticsearch) -> bool:
    """False before the first time, and when rows have got a new column."""
    return any(documents.SHAPE in index and elastic.alias() in of["aliases"] for index, of in ours(server).items())


def make_index(server: Elasticsearch) -> str:
    """A new one without a name."""
    name = f"{elastic.alias()}-{documents.SHAPE}-{clock.now():%Y%m%d%H%M%S%f}"
    server.indices.create(index=name, settings=SETTINGS, mappings=elastic.MAPPINGS)
    return name


def take_the_name(server: Elasticsearch, name: str) -> None:
    """In one step, so that nobody finds no index or two. The old one stays a while: somebody may be reading in it."""
    alias = elastic.alias()
    named = server.indices.get_alias(name=f"{alias}*")  # with the star it is no error that there is none yet
    leave = [{"remove": {"index": index, "alias": alias}} for index, of in named.items() if alias in of["aliases"]]
    server.indices.update_aliases(actions=[*leave, {"add": {"index": name, "alias": alias}}])


def sweep(server: Elasticsearch) -> None:
    """Away with indexes nobody asks any more, or that were never finished."""
    for index, of in ours(server).items():
        if not of["aliases"]:
            server.indices.delete(index=index)


def ours(server: Elasticsearch) -> dict[str, Any]:
    """Our indexes with their names. Another site may keep its own on the same server."""
    is_ours = re.compile(rf"{re.escape(elastic.alias())}-[0-9a-f]{{8}}-\d{{20}}")
    found = server.indices.get_alias(index=f"{elastic.alias()}-*")
    return {index: of for index, of in found.items() if is_ours.fullmatch(index)}
