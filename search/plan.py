"""What was asked, as lexemes and filters that any engine can carry out."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .analyser import (
    STOP_WORDS,
    Synonyms,
    common_synonyms,
    fold,
    from_english,
    kind_lexeme,
    kinds_meant,
    lexemes_of,
    phrase_of,
    tokens,
)

MOST_WORDS = 8
SHORTEST_BEGINNING = 5  # letters
HAS_NORWEGIAN_LETTER = re.compile("[æøåäö]")
# What it is worth beside the word itself. The first part of a compound says more than the last: `sjakk|klubb`.
AS_PARTS, IN_OTHER_WORDS, ITS_BEGINNING, FIRST_PART, OTHER_PART, ITS_KIND = 0.9, 0.8, 0.4, 0.4, 0.2, 0.25


@dataclass(frozen=True)
class Alternative:
    """Lexemes that must all be there, and what finding them is worth beside the word itself."""

    lexemes: tuple[str, ...]
    worth: float = 1.0
    begins: bool = False  # an entry's lexeme need only begin so


@dataclass(frozen=True)
class Term:
    """One word asked for, or several that mean one thing. Any of the alternatives will do."""

    word: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Filters:
    """Choices beside the words. Empty ones do not count."""

    kind: str = ""
    venue: str = ""
    community: str = ""
    theme: str = ""
    audience: str = ""
    age: str = ""
    language: str = ""
    is_free: bool = False
    is_step_free: bool = False
    time: str = ""  # a part of the day
    day: str = ""  # the name of one of `offered`
    offered: tuple[tuple[str, tuple[dt.date, ...]], ...] = ()  # choices of days, by name, first day first
    today: dt.date | None = None
    over: tuple[int, ...] = ()  # activities that are over for today

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days chosen."""
        return dict(self.offered).get(self.day, ())


@dataclass(frozen=True)
class Plan:
    """A whole question. `kinds` are those the words hint at: they come before others as good."""

    terms: tuple[Term, ...]
    filters: Filters = field(default_factory=Filters)
    kinds: tuple[str, ...] = ()


def plan(text: str, filters: Filters | None = None, synonyms: Synonyms | None = None) -> Plan:
    """The plan for what a person typed, whatever it is. Small words count only when there are no others.

    `synonyms` are the municipality's own, beside those that hold everywhere.
    """
    words = list(dict.fromkeys(word for word, _start, _end in tokens(text)))
    telling = ([word for word in words if word not in STOP_WORDS] or words)[:MOST_WORDS]
    known = common_synonyms() | synonyms if synonyms else common_synonyms()
    kinds = dict.fromkeys(kind for word in telling for kind in kinds_meant(word))
    return Plan(tuple(_terms(telling, known)), filters or Filters(), tuple(kinds))


def term(word: str, synonyms: Synonyms | None = None) -> Term:
    """One word as itself, as its parts, in other words, and as the kind of thing it asks for."""
    known = synonyms or common_synonyms()
    found = [*_of_word(word), *_in_other_words(phrase_of(word), known)]
    for other in from_english(word):
        found += _less(_of_word(other), IN_OTHER_WORDS)
        found += _less(_in_other_words(phrase_of(other), known), IN_OTHER_WORDS)
    found += [Alternative((kind_lexeme(kind),), ITS_KIND) for kind in kinds_meant(word)]
    return Term(word, _best_of_each(found))


def itself(word: str) -> Term:
    """Only the word as it stands."""
    return Term(word, (Alternative((lexemes_of(word).whole,)),))


def beginning(word: str) -> Term:
    """For a word nobody wrote: words that begin with it or as it does, and whatever part of it is known."""
    whole = lexemes_of(word).whole
    starts = dict.fromkeys([whole, whole[: max(SHORTEST_BEGINNING, len(whole) // 2)]])
    begins = [Alternative((start,), ITS_BEGINNING, begins=True) for start in starts if len(start) >= SHORTEST_BEGINNING]
    return Term(word, (*begins, *_parts_of(word)))


def being_typed(word: str) -> Term:
    """A word that may not be finished, with and without æøå."""
    begins = (word, f"~{fold(word)}", lexemes_of(word).whole)
    return Term(word, tuple(Alternative((beginning,), begins=True) for beginning in dict.fromkeys(begins)))


def loosened(one: Term) -> Term:
    """The same, where one part of a compound will do."""
    return Term(one.word, _best_of_each([*one.alternatives, *_parts_of(one.word)]))


def _terms(words: list[str], synonyms: Synonyms) -> Iterator[Term]:
    """One for each word; words in a row that have synonyms together are one."""
    at = 0
    while at < len(words):
        for count in range(min(synonyms.longest, len(words) - at), 1, -1):
            several = " ".join(words[at : at + count])
            if others := _in_other_words(phrase_of(several), synonyms):
                yield Term(several, (Alternative(phrase_of(several)), *others))
                at += count
                break
        else:
            yield term(words[at], synonyms)
            at += 1


def _of_word(word: str) -> list[Alternative]:
    """`svømmekurs` is the word itself, or all its parts. Typed without æøå, the folded twins count as well."""
    found = lexemes_of(word)
    alternatives = [Alternative((found.whole,)), *_all_parts(found.parts)]
    if not HAS_NORWEGIAN_LETTER.search(word):
        alternatives += [Alternative((found.twin,)), *_all_parts(found.twin_parts)]
    return alternatives


def _all_parts(parts: tuple[str, ...]) -> list[Alternative]:
    return [Alternative(parts, AS_PARTS)] if len(parts) > 1 else []


def _parts_of(word: str) -> list[Alternative]:
    found = lexemes_of(word)
    several = [parts for parts in (found.parts, found.twin_parts) if parts]
    first = [Alternative((parts[0],), FIRST_PART) for parts in several]
    return first + [Alternative((part,), OTHER_PART) for parts in several for part in parts[1:]]


def _in_other_words(phrase: tuple[str, ...], synonyms: Synonyms) -> list[Alternative]:
    return [Alternative(other, IN_OTHER_WORDS) for other in synonyms.of(phrase)]


def _less(alternatives: Iterable[Alternative], worth: float) -> list[Alternative]:
    return [dataclasses.replace(one, worth=round(one.worth * worth, 2)) for one in alternatives]


def _best_of_each(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Without repetitions; the one that is worth most stays."""
    best: dict[tuple[str, ...], Alternative] = {}
    for one in sorted(alternatives, key=lambda one: -one.worth):
        best.setdefault(one.lexemes, one)
    return tuple(best.values())
