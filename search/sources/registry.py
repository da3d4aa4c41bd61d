"""The list of sources."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from ..models import Kind


@dataclass(frozen=True)
class EntryData:
    """What the index is to know of one thing. `keywords` are found but not shown."""

    kind: Kind
    title: str
    url: str
    body: str = ""
    place: str = ""
    keywords: str = ""
    venue: str = ""
    community: str = ""
    theme: str = ""
    audience: list[str] = field(default_factory=list)
    ages: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    is_free: bool | None = None
    is_step_free: bool = False
    dates: list[dt.date] = field(default_factory=list)
    times: list[str] = field(default_factory=list)  # as moments.py writes them


@dataclass(frozen=True)
class Source:
    """A model whose public rows can be found.

    `public` gives the rows everyone may see, `describe` what the index knows of one, `depends` the other models whose
    change changes it: for each, from its row to the rows of this model.
    """

    model: type[models.Model]
    public: Callable[[], models.QuerySet[Any]]
    describe: Callable[[Any], EntryData]
    depends: dict[type[models.Model], Callable[[Any], Iterable[Any]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.model._meta.label_lower


_sources: dict[type[models.Model], Source] = {}


def register(source: Source) -> None:
    _sources[source.model] = source


def source_of(model: type[models.Model]) -> Source | None:
    return _sources.get(model)


def sources() -> list[Source]:
    return list(_sources.values())
