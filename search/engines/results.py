"""What an engine answers."""

from dataclasses import dataclass, field

from ..models import SearchEntry


@dataclass(frozen=True)
class Results:
    """The page of entries asked for, best first; how many there are in all; counts by facet and value.

    The facets count those `with_all` of the words, as long as there are any.
    """

    entries: list[SearchEntry]
    total: int
    with_all: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)  # typed → used instead
    partial: frozenset[int] = frozenset()  # ids of the entries that have only some of the words
    lexemes: frozenset[str] = frozenset()  # what to mark in the text
