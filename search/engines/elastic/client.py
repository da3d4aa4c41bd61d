"""How Elasticsearch is reached."""

from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import HttpHeaders, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT
from elasticsearch import Elasticsearch


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
    return Elasticsearch(url, node_class=NodeOfTwoVersions, max_retries=0)


def alias() -> str:
    """The name searches go by; behind it stands one index, until a newer one takes its place."""
    return str(settings.ELASTICSEARCH_ALIAS)
