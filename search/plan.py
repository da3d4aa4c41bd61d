"""What was asked, as lexemes and filters that any engine can carry out."""

import datetime as dt
import re
from dataclasses import dataclass, field

from .analyser import STOP_WORDS, Lexemes, lexemes_of, synonyms_of, tokens

MOST_WORDS = 8
HAS_NORWEGIAN_LETTER = re.compile("[æøåäö]")


@dataclass(frozen=True)
class Term:
    """One word asked for. Any of `alternatives` will do; each is a group of lexemes that must all be there."""

    word: str
    alternatives: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Filters:
    """Choices beside the words. Empty ones do not count."""

    kind: str = ""
    venue: str = ""
    community: str = ""
    theme: str = ""
    audience: str = ""
    is_free: bool = False
    is_step_free: bool = False
    days: tuple[dt.date, ...] = ()
    over: tuple[int, ...] = ()  # activities that are over on the first of the days


@dataclass(frozen=True)
class Plan:
    """A whole question."""

    terms: tuple[Term, ...]
    filters: Filters = field(default_factory=Filters)


def plan(text: str, filters: Filters | None = None) -> Plan:
    """The plan for what a person typed, whatever it is. Small words count only when there are no others."""
    words = list(dict.fromkeys(word for word, _start, _end in tokens(text)))
    telling = [word for word in words if word not in STOP_WORDS] or words
    return Plan(tuple(term(word) for word in telling[:MOST_WORDS]), filters or Filters())


def term(word: str) -> Term:
    """`svømmekurs` is the word itself, or all its parts. Typed without æøå, the folded twins count as well."""
    found = lexemes_of(word)
    alternatives = [(found.whole,), *_all_parts(found.parts), *((other,) for other in synonyms_of(found.whole))]
    if not HAS_NORWEGIAN_LETTER.search(word):
        alternatives += [(found.twin,), *_all_parts(found.twin_parts)]
    return Term(word, tuple(dict.fromkeys(alternatives)))


def any_part(word: str) -> Term:
    """For a word nobody wrote: whatever part of it is known."""
    found: Lexemes = lexemes_of(word)
    return Term(word, tuple((part,) for part in (*found.parts, *found.twin_parts)))


def _all_parts(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [parts] if len(parts) > 1 else []
