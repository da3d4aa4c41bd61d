"""Søk."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from programmes.enums import Audience, Theme
from programmes.models import Community, Occurrence
from venues.models import Venue
from website.core import clock
from website.core.limits import Limit, limited

from .dates import coming_dates, still_coming
from .engines.results import Results
from .forms import DAYS, SearchForm
from .highlight import excerpt
from .models import Kind, SearchEntry
from .queries import search as find

PAGE_SIZE = 20
SEARCHES = Limit("search", times=60, seconds=60)  # a school or library has one address for all who sit there
FACETS = {"kind": "slag", "venue": "sted", "community": "lokalsamfunn", "theme": "tema", "audience": "hvem"}


@dataclass(frozen=True)
class Choice:
    """A link that makes or unmakes one choice, with how many it would leave."""

    label: str
    url: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Hit:
    """One result as it is shown: title and text in pieces, hits marked."""

    entry: SearchEntry
    occurrence: Occurrence | None
    title: list[tuple[str, bool]]
    text: list[tuple[str, bool]]


@require_safe
@limited(SEARCHES)
def search(request: HttpRequest) -> HttpResponse:
    """Everything the square offers, in one box."""
    form = SearchForm(request.GET)
    asked = len(form.chosen) > (1 if "side" in form.chosen else 0)
    context: dict[str, Any] = {"q": form.text, "asked": asked}
    if asked:
        filters = still_coming(form.filters(), clock.now())
        results = find(form.text, filters, limit=PAGE_SIZE, offset=(form.page - 1) * PAGE_SIZE)
        coming = coming_dates(results.entries, filters.days, clock.now())
        context |= _shown(form, results)
        hits = [_hit(entry, results, coming.get(entry)) for entry in results.entries]
        context["hits"] = [hit for hit in hits if hit.entry.pk not in results.partial]
        context["near"] = [hit for hit in hits if hit.entry.pk in results.partial]
    return render(request, "search/search.html", context)


def _shown(form: SearchForm, results: Results) -> dict[str, Any]:
    last = -(-results.total // PAGE_SIZE)
    return {
        "total": results.total,
        "corrections": list(results.corrections.items()),
        "kinds": _choices(form, results, "kind", dict(Kind.choices)),
        "facets": [
            facet
            for facet in (
                _choices(form, results, "venue", dict(Venue.objects.values_list("slug", "name"))),
                _choices(form, results, "community", dict(Community.objects.values_list("slug", "name"))),
                _choices(form, results, "theme", dict(Theme.choices)),
                _choices(form, results, "audience", dict(Audience.choices)),
            )
            if facet
        ],
        "days": [_choice(form, "nar", value, str(label), 0) for value, label in DAYS if value],
        "free": _choice(form, "gratis", "on", "", 0),
        "step_free": _choice(form, "trinnfritt", "on", "", 0),
        "page": form.page,
        "last_page": last,
        "previous_url": _address(form, side=form.page - 1) if form.page > 1 else "",
        "next_url": _address(form, side=form.page + 1) if form.page < last else "",
    }


def _hit(entry: SearchEntry, results: Results, occurrence: Occurrence | None) -> Hit:
    return Hit(entry, occurrence, excerpt(entry.title, results.lexemes), excerpt(entry.body, results.lexemes))


def _choices(form: SearchForm, results: Results, facet: str, names: dict[str, Any]) -> list[Choice]:
    counts = results.facets.get(facet, {})
    shown = [(value, count) for value, count in counts.items() if value in names][:12]
    return [_choice(form, FACETS[facet], value, str(names[value]), count) for value, count in shown]


def _choice(form: SearchForm, name: str, value: str, label: str, count: int) -> Choice:
    chosen = form.chosen.get(name) in (value, True)
    return Choice(label, _address(form, side="", **{name: "" if chosen else value}), count, chosen)


def _address(form: SearchForm, **changes: Any) -> str:
    """This search with some choices changed; an empty one is left out."""
    values = {name: "on" if value is True else value for name, value in form.chosen.items()} | changes
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('search:search')}?{query}" if query else reverse("search:search")
