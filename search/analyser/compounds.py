"""Compounds to their parts: `svømmekurs` is found by `svømming` and by `kurs`, `barnehage` not by `hage`."""

from collections.abc import Iterable

from .spelling import as_bokmal
from .stemmer import VOWELS, stem
from .words import STOP_WORDS

NOT_PARTS = {"ing", "het", "heit", "lig", "som", "ende", "ande", "else", "sel", "ere", "est", "ast", "isk", "bar"}
LINKS = ("s", "e")  # fritid-s-klubb, barn-e-hage
MOST_PARTS = 4


class Compounds:
    """Knows the words that compounds are made of."""

    def __init__(self, words: Iterable[str]) -> None:
        self._stem_of: dict[str, str] = {}
        for word in words:
            if len(word) >= 3 and word not in STOP_WORDS | NOT_PARTS and any(letter in VOWELS for letter in word):
                self._stem_of[word] = stem(word)
        self.stems = frozenset(self._stem_of.values())
        for known in self.stems:
            if len(known) >= 4:
                self._stem_of.setdefault(known, known)
        self._parts: dict[str, list[str]] = {}

    def parts(self, word: str) -> list[str]:
        """Stems of the parts: fewest parts, then the longest shortest part. Empty when it is no known compound."""
        if word not in self._parts:
            self._parts[word] = self._split(word, MOST_PARTS) or []
        return self._parts[word]

    def known_part(self, word: str) -> list[str]:
        """Of an unknown word: its known last part, and its known first part. Weak signs of what it is about."""
        if len(word) < 7:
            return []
        found = []
        heads = (self._last(word[at:]) for at in range(3, len(word) - 3) if _has_vowel(word[:at]))
        found += [head for head in heads if head and len(head) >= 4][:1]
        starts = (self._first(word[:at]) for at in range(len(word) - 3, 3, -1) if _has_vowel(word[at:]))
        found += [start for start in starts if start][:1]
        return list(dict.fromkeys(found))

    def _split(self, word: str, most: int) -> list[str] | None:
        best: list[str] | None = None
        for at in range(len(word) - 3, 2, -1):
            first = self._first(word[:at])
            if first is None:
                continue
            for rest in _rests(word, at):
                last = self._last(rest)
                tail = [last] if last else self._split(rest, most - 1) if most > 2 and len(rest) >= 6 else None
                if tail and (best is None or _is_better([first, *tail], best)):
                    best = [first, *tail]
        return best

    def _first(self, part: str) -> str | None:
        if part in self._stem_of:
            return self._stem_of[part]
        return self._stem_of.get(part[:-1]) if part.endswith(LINKS) and len(part) >= 4 else None

    def _last(self, part: str) -> str | None:
        if len(part) < 3:
            return None
        if part in self._stem_of:
            return self._stem_of[part]
        stemmed = stem(part)
        is_known = len(stemmed) >= 3 and stemmed in self.stems and len(part) - len(stemmed) <= 5
        return stemmed if is_known else None


def _rests(word: str, at: int) -> list[str]:
    """What is left: of three equal letters only two are written, so `sjakk|lubb` may be `sjakk|klubb`."""
    is_doubled = word[at - 1] == word[at - 2] and word[at - 1] not in VOWELS
    return [word[at:], word[at - 1 :]] if is_doubled else [word[at:]]


def _is_better(parts: list[str], than: list[str]) -> bool:
    if len(parts) != len(than):
        return len(parts) < len(than)
    return min(map(len, parts)) > min(map(len, than))


def _has_vowel(text: str) -> bool:
    return any(letter in VOWELS for letter in text)


def bokmal(words: Iterable[str]) -> list[str]:
    return [as_bokmal(word.lower()) for word in words]
