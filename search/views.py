"""Søk."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programmes.enums import Age, Audience, Language, Theme
from programmes.forms.filters import TIMES
from programmes.models import Occurrence
from website.core import clock
from website.core.limits import Limit, limited

from .dates import coming_dates, still_coming
from .engines.results import Results
from .forms import DAYS, SearchForm
from .highlight import excerpt
from .models import Kind, SearchEntry
from .queries import place_names, similar, suggest
from .queries import search as find

PAGE_SIZE = 20
SEARCHES = Limit("search", times=60, seconds=60)  # a school or library has one address for all who sit there
SUGGESTIONS = Limit("suggestions", times=240, seconds=60)  # one for each few letters
# Facets by their name in the address, with what they are called.
FACETS = {
    "nar": ("day", _("Når")),
    "tid": ("time", _("Tid på dagen")),
    "lokalsamfunn": ("community", _("Lokalsamfunn")),
    "sted": ("venue", _("Møteplass")),
    "tema": ("theme", _("Tema")),
    "hvem": ("audience", _("For hvem")),
    "alder": ("age", _("Alder")),
    "snakker": ("language", _("Språk")),
    "gratis": ("is_free", _("Pris")),
    "trinnfritt": ("is_step_free", _("Adkomst")),
}
PLACES = {"lokalsamfunn": Kind.COMMUNITY, "sted": Kind.VENUE}
CHOICES: dict[str, Any] = {
    "slag": Kind.choices,
    "nar": DAYS,
    "tid": TIMES,
    "tema": Theme.choices,
    "hvem": Audience.choices,
    "alder": Age.choices,
    "snakker": Language.choices,
    "gratis": [("on", _("Bare gratis"))],
    "trinnfritt": [("on", _("Bare trinnfritt"))],
}
IN_ORDER = ("nar", "tid", "hvem", "alder")  # those that have an order of their own; of the others the most come first
MOST_CHOICES = 12


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
    context: dict[str, Any] = {"form": form, "q": form.text, "asked": asked}
    if asked:
        filters = still_coming(form.filters(), clock.now())
        results = find(form.text, filters, limit=PAGE_SIZE, offset=(form.page - 1) * PAGE_SIZE)
        coming = coming_dates(results.entries, filters.days, clock.now())
        context |= _shown(form, results)
        hits = [_hit(entry, results, coming.get(entry)) for entry in results.entries]
        context["hits"] = [hit for hit in hits if hit.entry.pk not in results.partial]
        context["near"] = [hit for hit in hits if hit.entry.pk in results.partial]
        if not results.total:
            context |= _ways_on(form)
    return render(request, "search/search.html", context)


def _shown(form: SearchForm, results: Results) -> dict[str, Any]:
    last = -(-results.total // PAGE_SIZE)
    facets = [(label, _choices(form, results, name, facet)) for name, (facet, label) in FACETS.items()]
    return {
        "count": results.with_all or results.total,
        "corrections": list(results.corrections.items()),
        "kinds": _choices(form, results, "slag", "kind"),
        "facets": [(label, choices) for label, choices in facets if choices],
        "page": form.page,
        "last_page": last,
        "made": [choice for _label, choices in facets for choice in choices if choice.chosen],
        "previous_url": _address(form, side=form.page - 1) if form.page > 1 else "",
        "next_url": _address(form, side=form.page + 1) if form.page < last else "",
    }


def _ways_on(form: SearchForm) -> dict[str, Any]:
    """When nothing was found."""
    has_choices = form.text and not form.chosen.keys() <= {"q", "side"}
    return {
        "suggestions": similar(form.text),
        "without_choices_url": f"{reverse('search:search')}?{urlencode({'q': form.text})}" if has_choices else "",
    }


@require_safe
@limited(SUGGESTIONS)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles that begin as what is being typed; the script beside the box offers them."""
    return JsonResponse({"titles": suggest(SearchForm(request.GET).text)})


def _hit(entry: SearchEntry, results: Results, occurrence: Occurrence | None) -> Hit:
    return Hit(entry, occurrence, excerpt(entry.title, results.lexemes), excerpt(entry.body, results.lexemes))


def _choices(form: SearchForm, results: Results, name: str, facet: str) -> list[Choice]:
    """Those that leave something, and the one made even if it leaves nothing."""
    names = _names(name)
    counts = {str(form.chosen[name]).replace("True", "on"): 0} if name in form.chosen else {}
    counts |= results.facets.get(facet, {})
    known = [value for value in (names if name in IN_ORDER else counts) if value in names and value in counts]
    return [_choice(form, name, value, str(names[value]), counts[value]) for value in known[:MOST_CHOICES]]


def _names(name: str) -> dict[str, Any]:
    """What the values of a facet are called."""
    if name in PLACES:
        return place_names(PLACES[name])
    return dict(CHOICES[name])


def _choice(form: SearchForm, name: str, value: str, label: str, count: int) -> Choice:
    chosen = form.chosen.get(name) in (value, True)
    return Choice(label, _address(form, side="", **{name: "" if chosen else value}), count, chosen)


def _address(form: SearchForm, **changes: Any) -> str:
    """This search with some choices changed; an empty one is left out."""
    values = {name: "on" if value is True else value for name, value in form.chosen.items()} | changes
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('search:search')}?{query}" if query else reverse("search:search")
