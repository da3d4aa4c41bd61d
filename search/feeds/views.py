"""Answers calendar programs. They take a page in place of a calendar for an empty one and wipe what they had, so the
answer is a whole calendar, or a plain refusal."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from website.core import clock

from . import queries
from .models import FeedAddress

LANGUAGE = "nb"  # one text for all, so that it can be kept by all who pass it on


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The calendar at an address: 200, 304 without building it, 404 unknown, 410 revoked."""
    address = FeedAddress.objects.select_related("venue", "space__venue", "community").filter(slug=slug).first()
    if address is None or not address.is_public:
        return _plain(404)
    if address.revoked_at:
        return _plain(410)
    today = clock.today()
    with translation.override(LANGUAGE):
        stamp, changed = queries.stamp(address, today)
        etag, modified = quote_etag(stamp), int(changed.timestamp()) if changed else None
        known = get_conditional_response(request, etag=etag, last_modified=None)
        response = known or _calendar(address, queries.feed_text(address, today))
    response["ETag"] = etag
    response["Content-Language"] = LANGUAGE
    if modified:
        response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, max-age=900, stale-while-revalidate=3600"
    return response


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All calendars one can follow, for people."""
    return render(request, "feeds/index.html", {"feeds": _named(queries.public_addresses())})


def _named(addresses: list[FeedAddress]) -> list[tuple[str, str]]:
    return [(queries.name_of(address), address.get_absolute_url()) for address in addresses]


def _calendar(address: FeedAddress, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{address.slug}.ics"'
    return response


def _plain(status: int) -> HttpResponse:
    return HttpResponse(b"", status=status, content_type="text/plain; charset=utf-8")
