"""/api/v1/search/: the same search as on the page."""

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router, Schema

from programmes.models import Occurrence
from website.core import clock
from website.core.api.answers import Page, absolute, codes, offer, page_of
from website.core.api.problems import BAD_REQUEST, NoAnswerError
from website.core.api.questions import Window, understood

from .dates import coming_dates, still_coming
from .engines.results import Results
from .forms import SearchFilter
from .highlight import excerpt
from .models import Kind, SearchEntry
from .queries import search as find

router = Router(tags=["search"])


class HitData(Schema):
    kind: Annotated[str, codes(Kind)]
    title: str
    text: str
    place: str
    venue: str | None
    next_date: dt.date | None
    url: str


class HitsData(Page[HitData]):
    corrections: dict[str, str]


@router.get("/search/", **offer(HitsData, gettext_lazy("Søk i alt"), SearchFilter, Window))
def search(request: HttpRequest) -> dict[str, Any]:
    """Best first. `corrections` says which words were read as other ones."""
    form, window = understood(SearchFilter(request.GET)), understood(Window(request.GET))
    if not form.chosen:
        raise NoAnswerError(BAD_REQUEST, _("«q»: Skriv hva du leter etter."), code="parameter")
    filters = still_coming(form.filters(), clock.now())
    found = find(form.text, filters, limit=window.size, offset=window.first)
    coming = coming_dates(found.entries, filters.days, clock.now())
    hits = [_hit(entry, found, coming.get(entry)) for entry in found.entries]
    return page_of(request, window, hits, found.total) | {"corrections": found.corrections}


def _hit(entry: SearchEntry, found: Results, occurrence: Occurrence | None) -> dict[str, Any]:
    """A hit with the piece of its text where the word is."""
    of_day = None if entry.kind == Kind.ACTIVITY else entry.next_date
    return {
        "kind": entry.kind,
        "title": entry.title,
        "text": "".join(piece for piece, _is_hit in excerpt(entry.body, found.lexemes)),
        "place": entry.place,
        "venue": entry.venue or None,
        "next_date": clock.local(occurrence.starts_at).date() if occurrence else of_day,
        "url": absolute(entry.url),
    }
