"""What else a word may mean: other words for it, Norwegian for an English one, and the kind of thing it asks for."""

from collections.abc import Iterable, Mapping
from functools import cache

from .lexemes import lexemes_of
from .words import STOP_WORDS, lines, tokens

Phrase = tuple[str, ...]  # the lexemes of one word, or of several in a row


def phrase_of(text: str) -> Phrase:
    return tuple(lexemes_of(word).whole for word, _start, _end in tokens(text) if word not in STOP_WORDS)


class Synonyms:
    """Groups of phrases that mean much the same."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._others: dict[Phrase, dict[Phrase, None]] = {}
        for group in groups:
            phrases = [phrase for phrase in map(phrase_of, group) if phrase]
            for one in phrases:
                self._others.setdefault(one, {}).update({other: None for other in phrases if other != one})
        self.longest = max(map(len, self._others), default=1)

    def of(self, phrase: Phrase) -> list[Phrase]:
        return list(self._others.get(phrase, ()))

    def __or__(self, more: "Synonyms") -> "Synonyms":
        both = Synonyms(())
        for phrase in (*self._others, *more._others):
            both._others[phrase] = {**self._others.get(phrase, {}), **more._others.get(phrase, {})}
        both.longest = max(self.longest, more.longest)
        return both


@cache
def common_synonyms() -> Synonyms:
    """Those that hold in every municipality."""
    return Synonyms(line.split(", ") for line in lines("synonyms.txt"))


@cache
def _english() -> Mapping[str, list[str]]:
    pairs = (line.split(" = ") for line in lines("english.txt"))
    return {word: norwegian.split() for words, norwegian in pairs for word in words.split()}


def from_english(word: str) -> list[str]:
    """Norwegian words for an English one."""
    return _english().get(word, [])


@cache
def _kinds() -> Mapping[str, set[str]]:
    rows = (line.split() for line in lines("kinds.txt"))
    return {kind: {lexemes_of(word).whole for word in words} for kind, *words in rows}


def kinds_meant(word: str) -> list[str]:
    """`lokale` asks for a space, `kurs` for nothing in particular."""
    whole = lexemes_of(word).whole
    return [kind for kind, words in _kinds().items() if whole in words]


@cache
def _weak() -> set[str]:
    return {lexemes_of(word).whole for line in lines("weak_words.txt") for word in line.split()}


def says_little(word: str) -> bool:
    """`låne` says what one wants to do, not what with. Beside a word that does, it finds nothing by itself."""
    return any(lexemes_of(one).whole in _weak() for one in (word, *from_english(word)))


def kind_lexeme(kind: str) -> str:
    """Stands in each entry of a kind. No word that is typed can become it."""
    return f"={kind}"
