"""What an engine is asked, and what it answers."""

from dataclasses import dataclass, field
from typing import Protocol

from ..models import SearchEntry
from ..plan import Filters, Term

FACETS = (
    *("kind", "community", "venue", "theme", "audience", "age", "language"),
    *("day", "time", "is_free", "is_step_free"),
)
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Question:
    """Entries with all of the terms; or, when `some` is given, with one of those but not with all of `strict`."""

    terms: tuple[Term, ...]
    rarities: tuple[float, ...]
    filters: Filters
    kinds: tuple[str, ...] = ()
    some: tuple[Term, ...] = ()
    strict: tuple[Term, ...] = ()
    is_counted: bool = True  # otherwise only the entries are wanted


@dataclass(frozen=True)
class Found:
    """A page of entries, best first, how many there are in all, and how many there would be for each choice."""

    entries: list[SearchEntry] = field(default_factory=list)
    total: int = 0
    facets: Counts = field(default_factory=dict)


class Engine(Protocol):
    """What search needs of an engine."""

    def count(self, terms: list[Term]) -> tuple[int, list[int]]:
        """How many entries there are, and how many have each term."""

    def find(self, question: Question, *, limit: int, offset: int) -> Found: ...


def beside(name: str) -> set[str]:
    """The facets whose choices say nothing to the counts of this one: itself, and of day and time of day the other,
    for an entry counts for a day when it happens on it at the time chosen.
    """
    return {"day", "time"} if name in ("day", "time") else {name}


def chosen(filters: Filters) -> dict[str, str]:
    """The choices made, by facet."""
    values = {name: getattr(filters, name) for name in FACETS}
    return {name: "on" if value is True else value for name, value in values.items() if value}
