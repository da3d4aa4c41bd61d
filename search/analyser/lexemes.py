"""A word to what it is indexed and asked for by."""

from dataclasses import dataclass
from functools import lru_cache

from .compounds import Compounds, bokmal
from .spelling import as_bokmal
from .stemmer import stem
from .words import fold, lines

_COMPONENTS = bokmal(lines("components.txt"))
COMPOUNDS = Compounds(_COMPONENTS)
FOLDED_COMPOUNDS = Compounds([fold(word) for word in _COMPONENTS])


@dataclass(frozen=True)
class Lexemes:
    """The whole word, and its parts when it is a compound. Those of the folded twin carry a ~."""

    whole: str
    parts: tuple[str, ...]
    twin: str
    twin_parts: tuple[str, ...]


@lru_cache(50_000)
def lexemes_of(word: str) -> Lexemes:
    """The lexemes of one word in lower case."""
    spelt = as_bokmal(word)
    whole, parts = _lexeme(spelt, COMPOUNDS)
    twin, twin_parts = _lexeme(fold(spelt), FOLDED_COMPOUNDS)
    return Lexemes(whole, parts, f"~{twin}", tuple(f"~{part}" for part in twin_parts))


def _lexeme(word: str, compounds: Compounds) -> tuple[str, tuple[str, ...]]:
    stemmed = stem(word)
    if stemmed in compounds.stems:
        return stemmed, ()  # a word in its own right is not taken apart
    parts = compounds.parts(word)
    if parts:
        return "".join(parts), tuple(parts)
    return stemmed, tuple(part for part in compounds.known_part(word) if part != stemmed)
