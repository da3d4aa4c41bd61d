"""Text to words."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[^\W_]+")
LONGEST = 60

_FOLDED = str.maketrans("åæøäöéèêóòôüúáàšđŋčžŧ", "aaoaoeeeooouuaasdnczt")


def lines(name: str) -> list[str]:
    """The lines of a data file, without empty ones."""
    return [line for line in (DATA / name).read_text("utf-8").splitlines() if line.strip()]


STOP_WORDS = frozenset(lines("stop_words.txt"))


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word in lower case, with where it stands: start and end in the composed text."""
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        yield match.group().lower()[:LONGEST], match.start(), match.end()


def fold(word: str) -> str:
    """Without æ, ø, å and accents; `hoering`, `høring` and `horing` become one."""
    return word.translate(_FOLDED).replace("aa", "a").replace("ae", "a").replace("oe", "o")
