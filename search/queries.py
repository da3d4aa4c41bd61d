"""One way to search, whatever engine answers."""

from elastic_transport import TransportError
from elasticsearch import ApiError

from . import breaker
from .analyser import Synonyms
from .engines.asking import answer
from .engines.elastic import DEEPEST, Elastic
from .engines.postgres import Postgres
from .engines.results import Results
from .models import Synonym
from .plan import Filters, plan


def search(text: str, filters: Filters | None = None, *, limit: int = 20, offset: int = 0) -> Results:
    """What was typed, best first. Elasticsearch when it is there and answers in time, else PostgreSQL."""
    asked = plan(text, filters, own_synonyms() if text else None)
    if breaker.is_closed() and offset + limit <= DEEPEST:
        try:
            return answer(Elastic(), asked, limit=limit, offset=offset)
        except (TransportError, ApiError) as error:
            breaker.open_for_a_while(error)
    return answer(Postgres(), asked, limit=limit, offset=offset)


def own_synonyms() -> Synonyms:
    """The municipality's own, as they stand now."""
    return Synonyms(words.split(",") for words in Synonym.objects.values_list("words", flat=True))
