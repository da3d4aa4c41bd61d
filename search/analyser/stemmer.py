"""A light stemmer for both written forms. To merge too much costs little in a town's index; to miss costs a reader."""

import re
from functools import lru_cache

from .words import lines

VOWELS = "aeiouyæøå"
ENDINGS = [
    *("hetenes", "hetene", "heitene", "hetens", "heten", "heiten", "heter", "heita", "heiter"),
    *("ernes", "erne", "anes", "enes", "ane", "ene", "ens", "ets", "ers", "ars"),
    *("er", "ar", "en", "et", "a", "e"),
]
DEFINITE = ("et", "en", "e", "ene", "ens", "ets")
ABSTRACT = re.compile(r"(.{4,}?)(?:het|heit)(?:en|a|er|ene|ens)?s?$")
FAMILIES = {word: words[0] for words in (line.split() for line in lines("irregular.txt")) for word in words}
SHORTEST = 4


@lru_cache(50_000)
def stem(word: str) -> str:
    """`svømmekursene` → `svømmekurs`, `syklene` → `sykl`, `bøkene` → `bok`."""
    if word in FAMILIES:
        return FAMILIES[word]
    if len(word) < SHORTEST or word[0].isdigit():
        return word
    if abstract := ABSTRACT.match(word):
        return _undoubled(abstract[1])
    return _undoubled(_without_syncope(_without_suffix(word)))


def _without_suffix(word: str) -> str:
    stemmed, ending = _without_ending(word)
    if ending in DEFINITE and stemmed.endswith("er") and len(stemmed) >= 5:
        stemmed, _ = _without_ending(stemmed)
    if stemmed.endswith("ing") and len(stemmed) >= 7:
        stemmed = stemmed[:-3]
        if stemmed.endswith("er") and len(stemmed) > 5:
            stemmed, _ = _without_ending(stemmed)
    if stemmed.endswith("leg") and len(stemmed) > 5:
        stemmed = f"{stemmed[:-3]}lig"
    return stemmed


def _without_ending(word: str) -> tuple[str, str]:
    """The word without its longest ending, as long as three letters and a vowel are left."""
    for ending in ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and any(letter in VOWELS for letter in rest):
            return rest, ending
    return word, ""


def _without_syncope(word: str) -> str:
    """`sykkel` as in `sykler`; `teater` as in `teatre`."""
    if len(word) > 4 and word.endswith("el") and word[-3] not in VOWELS and any(c in VOWELS for c in word[:-3]):
        return f"{_undoubled(word[:-2])}l"
    if len(word) > 4 and word[-1] == "r" and word[-2] in "tdkgp":
        return word[:-1]
    return word


def _undoubled(word: str) -> str:
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in VOWELS
    return word[:-1] if doubled else word
