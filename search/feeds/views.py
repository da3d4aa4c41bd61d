"""Answers calendar programs. They take a page in place of a calendar for an empty one and wipe what they had, so the
answer is a whole calendar, or a plain refusal."""

from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from venues.models import Venue
from website.core import clock

from . import copies, queries
from .build import build
from .copies import Copy

ORDER = str.maketrans("æøå", "{|}")  # after z, in the Norwegian order
LANGUAGE = settings.LANGUAGE_CODE  # one text for all, so that it can be kept by all who pass it on


@csrf_exempt  # nothing can be posted: the answer to trying is 405, not a page about forms
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The calendar at an address: 200, 304 without building it, 404 unknown, 410 revoked.

    While the database is away, the last good copy; without one 503, which programs take as "ask later".
    """
    try:
        with translation.override(LANGUAGE):
            return _current(request, slug)
    except DatabaseError:
        copy = copies.last_good(slug)
        return _calendar(request, slug, copy) if copy else _plain(HTTPStatus.SERVICE_UNAVAILABLE)


def _current(request: HttpRequest, slug: str) -> HttpResponseBase:
    address = queries.find_address(slug)
    if address is None or address.is_gone or not address.is_public:
        copies.forget(slug)
        return _plain(HTTPStatus.GONE if address and address.is_gone else HTTPStatus.NOT_FOUND)
    today = clock.today()
    stamp = queries.fingerprint(address, today)
    if known := get_conditional_response(request, etag=quote_etag(stamp)):
        return _with_headers(known, stamp)
    copy = copies.last_good(slug)
    if copy is None or copy.fingerprint != stamp:
        copy = Copy(stamp, build(address, today))
        copies.keep(slug, copy)
    return _calendar(request, slug, copy)


@csrf_exempt
@require_safe
def unknown(request: HttpRequest, anything: str) -> HttpResponse:
    """Below /kal/ nothing but calendars answers with more than a word."""
    return _plain(HTTPStatus.NOT_FOUND)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All calendars one can follow, for people."""
    addresses = queries.public_addresses()
    everything, *others = addresses
    by_name = sorted(others, key=lambda address: [part.lower().translate(ORDER) for part in address.sorted_by])
    context = {
        "everything": everything,
        "venues": [address for address in by_name if isinstance(address.subject, Venue)],
        "communities": [address for address in by_name if address.community_id],
        "spaces": [address for address in by_name if address.space_id],
    }
    return render(request, "feeds/index.html", context)


def _calendar(request: HttpRequest, slug: str, copy: Copy) -> HttpResponseBase:
    response = HttpResponse(copy.body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return _with_headers(response, copy.fingerprint)


def _with_headers(response: HttpResponseBase, fingerprint: str) -> HttpResponseBase:
    """No Last-Modified: a date would not tell that something was taken away."""
    response["ETag"] = quote_etag(fingerprint)
    response["Content-Language"] = LANGUAGE
    response["Cache-Control"] = "public, max-age=900, stale-while-revalidate=3600"
    response["Access-Control-Allow-Origin"] = "*"  # open data: other sites' pages may read it too
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _plain(status: HTTPStatus) -> HttpResponse:
    response = HttpResponse(b"", status=status, content_type="text/plain; charset=utf-8")
    response["Content-Language"] = LANGUAGE
    return response
