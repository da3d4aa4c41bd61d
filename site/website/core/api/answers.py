"""How answers of the API look. Only what a schema names leaves the house."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Choices, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from ninja import Schema
from pydantic import AfterValidator, WithJsonSchema

from .. import clock
from .addresses import absolute
from .problems import Problem
from .questions import Window, parameters, understood

__all__ = ["Instant", "Page", "Problem", "Span", "absolute", "codes", "offer", "page", "page_of"]
Item = TypeVar("Item")
Instant = Annotated[dt.datetime, AfterValidator(clock.local)]  # 2027-01-05T18:00:00+01:00


class Span(Schema):
    """From an instant up to, not including, another."""

    starts_at: Instant
    ends_at: Instant


class Page(Schema, Generic[Item]):
    """Some of the rows, how many there are in all, and where the next ones are."""

    count: int
    next: str | None
    items: list[Item]


PROBLEMS = frozenset({400, 404, 429, 503})


def offer(
    kind: Any,
    summary: str | Promise,
    *forms: Any,
    more: str | Promise = "",
    status: int = 200,
    problems: frozenset[int] = PROBLEMS,
) -> dict[str, Any]:
    """The options of an operation that answers with `kind` and reads `forms` from its address."""
    return {
        "response": {status: kind, problems: Problem},
        "summary": summary,
        "description": more or summary,
        "openapi_extra": {"parameters": [one for form in forms for one in parameters(form)]},
    }


def page(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> dict[str, Any]:
    """The rows that `limit` and `offset` ask for. At most two queries."""
    window = understood(Window(request.GET))
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return page_of(request, window, rows[window.first : window.last], count)


def page_of(request: HttpRequest, window: Window, items: Any, count: int) -> dict[str, Any]:
    """A page of which the rows are known already."""
    query = request.GET.copy()
    query["offset"] = str(window.last)
    following = absolute(f"{request.path}?{query.urlencode()}") if window.last < count else None
    return {"count": count, "next": following, "items": list(items)}


def codes(choices: type[Choices]) -> WithJsonSchema:
    """For a field that holds one of these words."""
    return WithJsonSchema({"type": "string", "enum": list(choices.values)})
