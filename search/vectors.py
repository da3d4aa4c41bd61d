"""Lexemes to PostgreSQL's tsvector and tsquery, cast from text: no dictionary of the server's has a say."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, Value
from django.db.models.sql.compiler import SQLCompiler

from .analyser import STOP_WORDS, lexemes_of, tokens

TITLE, KEYWORDS, PLACE, BODY = ANYWHERE = "ABCD"
PART_WEIGHTS = {TITLE: KEYWORDS, KEYWORDS: PLACE, PLACE: BODY, BODY: BODY}
STORED = re.compile(r"'((?:[^']|'')+)':\d+([ABC]?)")


class AsVector(Func):
    template = "%(expressions)s::tsvector"
    output_field = SearchVectorField()


class AsQuery(SearchQuery):
    """A query of lexemes as they are; Django's own would run them through a dictionary."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")

    def as_sql(self, compiler: SQLCompiler, connection: Any, *_args: Any, **_options: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="%(expressions)s::tsquery")


def weights_of(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The lexemes of (text, weight) pairs. One has its best weight; parts of compounds weigh a step less."""
    weights: dict[str, str] = {}
    for text, weight in fields:
        for word, _start, _end in tokens(text):
            if word not in STOP_WORDS:
                _weigh(weights, word, weight)
    return weights


def vector(weights: Mapping[str, str]) -> AsVector:
    return AsVector(Value(" ".join(f"{quoted(lexeme)}:1{weight}" for lexeme, weight in sorted(weights.items()))))


def stored_weights(vector: str) -> dict[str, str]:
    """A vector as the database writes it, back to lexemes by weight."""
    return {lexeme.replace("''", "'"): weight or BODY for lexeme, weight in STORED.findall(vector)}


def _weigh(weights: dict[str, str], word: str, weight: str) -> None:
    found = lexemes_of(word)
    for lexeme in (found.whole, found.twin):
        weights[lexeme] = min(weight, weights.get(lexeme, weight))
    for part in (*found.parts, *found.twin_parts):
        lighter = PART_WEIGHTS[weight]
        weights[part] = min(lighter, weights.get(part, lighter))


def quoted(lexeme: str) -> str:
    """As both types want it. Quotes and backslashes are in no lexeme, but may try."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
