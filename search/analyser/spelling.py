"""Nynorsk spelling to bokmål, also inside compounds: `skulefritidsordning`, `sjukeheim`, `symjekurs`.

Done on both sides, so a place name that happens to match does no harm.
"""

import re
from functools import lru_cache

from .words import lines

RULES = [
    (re.compile(pattern), spelling) for pattern, spelling in (line.split() for line in lines("nynorsk_to_bokmal.txt"))
]


@lru_cache(50_000)
def as_bokmal(word: str) -> str:
    for pattern, spelling in RULES:
        word = pattern.sub(spelling, word)
    return word
