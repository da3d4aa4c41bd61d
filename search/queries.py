"""One way to search, whatever engine answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from elastic_transport import TransportError
from elasticsearch import ApiError

from . import breaker
from .analyser import STOP_WORDS, Synonyms, fold, tokens
from .engines.asking import answer, asked
from .engines.elastic import DEEPEST, Elastic
from .engines.postgres import Postgres
from .engines.question import Engine, Question
from .engines.results import Results
from .models import Kind, SearchEntry, Synonym
from .plan import MOST_WORDS, Filters, being_typed, plan

SHORTEST = 2  # letters: fewer begin everything
MOST_TITLES = 8
Answer = TypeVar("Answer")


def search(text: str, filters: Filters | None = None, *, limit: int = 20, offset: int = 0) -> Results:
    """What was typed, best first. Elasticsearch when it is there and answers in time, else PostgreSQL."""
    asked = plan(text, filters, own_synonyms() if text else None)
    is_reached = offset + limit <= DEEPEST
    return _by_either(lambda engine: answer(engine, asked, limit=limit, offset=offset), elastic=is_reached)


def suggest(text: str) -> list[str]:
    """Titles in which words begin as each of those typed; the last one may not be finished."""
    words = [word for word, _start, _end in tokens(text)][:MOST_WORDS]
    telling = [word for word in words if len(word) >= SHORTEST and word not in STOP_WORDS]
    if not telling:
        return []
    terms = tuple(map(being_typed, telling))
    question = Question(terms, (1.0,) * len(terms), Filters(), is_counted=False)
    found = _by_either(lambda engine: engine.find(question, limit=MOST_TITLES * 3, offset=0))
    titles = dict.fromkeys(entry.title for entry in found.entries if _has_all_begun(entry.title, words))
    return list(titles)[:MOST_TITLES]


def similar(text: str) -> list[str]:
    """Titles with a word that begins as one of these does, when nothing was found."""
    words = sorted((word for word, _start, _end in tokens(text)), key=len, reverse=True)[:2]
    beginnings = (word[:length] for word in words for length in (6, 4) if len(word) >= length)
    return next(filter(None, map(suggest, dict.fromkeys(beginnings))), [])


def with_all_words(text: str, filters: Filters) -> QuerySet[SearchEntry, Any]:
    """The things that have all the words, by their id, to stand in another query."""
    return Postgres().with_all_words(asked(Postgres(), plan(text, filters, own_synonyms()))[0])


def place_names(kind: Kind) -> dict[str, str]:
    """What houses or communities are called, by the last part of their address. What is hidden has no name here."""
    return dict(SearchEntry.objects.filter(kind=kind).values_list(kind.value, "title"))


def _by_either(ask: Callable[[Engine], Answer], *, elastic: bool = True) -> Answer:
    if elastic and breaker.is_closed():
        try:
            return ask(Elastic())
        except (TransportError, ApiError) as error:
            breaker.open_for_a_while(error)
    return ask(Postgres())


def _has_all_begun(title: str, beginnings: list[str]) -> bool:
    words = [fold(word) for word, _start, _end in tokens(title)]
    return all(any(word.startswith(fold(beginning)) for word in words) for beginning in beginnings)


def own_synonyms() -> Synonyms:
    """The municipality's own, as they stand now."""
    return Synonyms(words.split(",") for words in Synonym.objects.values_list("words", flat=True))
