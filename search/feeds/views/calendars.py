"""Answers calendar programs and readers of news. They take a page in place of a calendar for an empty one and wipe what
they had, so the answer is a whole calendar, or a plain refusal."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from website.core import clock

from .. import copies, operations, queries
from ..build import build
from ..copies import Copy
from ..models import Followed
from ..news import json_feed, rss
from ..searches import FollowedSearch

LANGUAGE = settings.LANGUAGE_CODE  # one text for all, so that it can be kept by all who pass it on
BUILDERS = {"ics": build, "rss": rss, "json": json_feed}
TYPES = {"ics": "text/calendar", "rss": "application/rss+xml", "json": "application/feed+json"}


@csrf_exempt  # nothing can be posted: the answer to trying is 405, not a page about forms
@require_safe
def feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What happens in a house, a room, a community or everywhere."""
    return _answer(request, f"{slug}.{form}", lambda: queries.find_address(slug))


@csrf_exempt
@require_safe
def search_feed(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """What a search finds."""
    return _answer(request, f"s/{code}.{form}", lambda: _used(queries.find_search(code)))


def _used(found: FollowedSearch | None) -> Followed | None:
    if found:
        operations.note_use(found.row, today=clock.today())
    return found


def _answer(request: HttpRequest, file: str, find: Callable[[], Followed | None]) -> HttpResponseBase:
    """The calendar at an address: 200, 304 without building it, 404 unknown, 410 revoked.

    While the database is away, the last good copy; without one 503, which programs take as "ask later".
    """
    try:
        with translation.override(LANGUAGE):
            return _current(request, file, find())
    except DatabaseError:
        copy = copies.last_good(file)
        return _file(file, copy) if copy else plain(HTTPStatus.SERVICE_UNAVAILABLE)


def _current(request: HttpRequest, file: str, followed: Followed | None) -> HttpResponseBase:
    if followed is None or followed.is_gone or not followed.is_public:
        copies.forget(file)
        return plain(HTTPStatus.GONE if followed and followed.is_gone else HTTPStatus.NOT_FOUND)
    today = clock.today()
    stamp = queries.fingerprint(followed, today)
    if known := get_conditional_response(request, etag=quote_etag(stamp)):
        return _with_headers(known, stamp)
    copy = copies.last_good(file)
    if copy is None or copy.fingerprint != stamp:
        copy = Copy(stamp, BUILDERS[_form(file)](followed, today))
        copies.keep(file, copy)
    return _file(file, copy)


@csrf_exempt
@require_safe
def unknown(request: HttpRequest, anything: str) -> HttpResponse:
    """Below /kal/ nothing but calendars answers with more than a word."""
    return plain(HTTPStatus.NOT_FOUND)


def _form(file: str) -> str:
    return file.rpartition(".")[2]


def _file(file: str, copy: Copy) -> HttpResponseBase:
    response = HttpResponse(copy.body, content_type=f"{TYPES[_form(file)]}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file.rpartition("/")[2]}"'
    return _with_headers(response, copy.fingerprint)


def _with_headers(response: HttpResponseBase, fingerprint: str) -> HttpResponseBase:
    """No Last-Modified: a date would not tell that something was taken away."""
    response["ETag"] = quote_etag(fingerprint)
    response["Content-Language"] = LANGUAGE
    response["Cache-Control"] = "public, max-age=900, stale-while-revalidate=3600"
    response["Access-Control-Allow-Origin"] = "*"  # open data: other sites' pages may read it too
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def plain(status: HTTPStatus) -> HttpResponse:
    """A refusal without a word."""
    response = HttpResponse(b"", status=status, content_type="text/plain; charset=utf-8")
    response["Content-Language"] = LANGUAGE
    return response
