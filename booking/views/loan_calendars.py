"""One's own loans in one's own calendar: a page to make the secret address, and the calendar there."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from website.accounts.models import Organisation, User
from website.accounts.permissions import bookable_organisations
from website.core import clock
from website.core.limits import Limit

from ..operations.loan_calendars import find, is_good, renew, revoke, text_of

FETCHES = Limit("loan-calendar", times=20, seconds=3600)  # of one address; programs ask each fifth minute at most


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Which addresses there are. A new one stands only in the answer to the form that makes it."""
    person, now = request.user, clock.now()
    assert isinstance(person, User)  # noqa: S101 - login_required
    organisations = bookable_organisations(person, clock.today())
    made_for, path = None, ""
    if request.method == "POST":
        made_for = _chosen(organisations, request.POST.get("for", ""))
        if "slett" in request.POST:
            revoke(person=person, organisation=made_for, at=now)
            messages.success(request, _("Adressen er slettet. Kalendere som bruker den, får ikke flere lån."))
            return redirect("booking:loan_calendars")
        path = _path(renew(person=person, organisation=made_for, at=now))
    good = person.loan_calendars.filter(revoked_at=None).select_related("organisation")
    there = {calendar.organisation: calendar for calendar in good}
    context = {
        "rows": [(one, there.get(one)) for one in [None, *organisations]],
        "path": path,
        "made_for": made_for,
        "breadcrumbs": [("/min-side/", _("Min side")), (request.path, _("Lånene i din egen kalender"))],
    }
    return render(request, "booking/loan_calendars.html", context)


def _chosen(organisations: list[Organisation], slug: str) -> Organisation | None:
    """None is the person themselves. 404 for one they do not book for, as for one that is not there."""
    if not slug:
        return None
    for organisation in organisations:
        if organisation.slug == slug:
            return organisation
    raise Http404


def _path(secret: str) -> str:
    return reverse("booking:loan_calendar", args=[secret])


@csrf_exempt  # nothing can be posted: the answer to trying is 405, not a page about forms
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar: 200, 304, 404 unknown, 410 taken back, and never a page."""
    now = clock.now()
    calendar = find(secret, at=now)
    if calendar is None:
        return _plain(HTTPStatus.NOT_FOUND)
    if not is_good(calendar, at=now):
        return _plain(HTTPStatus.GONE)
    if wait := FETCHES.spend(str(calendar.pk), at=now):
        return _plain(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(wait)})
    body = text_of(calendar, source=f"{settings.PUBLIC_BASE_URL}{request.path}", at=now)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lan.ics"'
    return _with_headers(response)


def _plain(status: HTTPStatus, headers: dict[str, str] | None = None) -> HttpResponse:
    """A refusal without a word: programs take a page in place of a calendar for an empty one."""
    return _with_headers(HttpResponse(b"", status=status, content_type="text/plain; charset=utf-8", headers=headers))


def _with_headers(response: HttpResponse) -> HttpResponse:
    """For one reader alone, whoever has logged in in the same browser."""
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = settings.LANGUAGE_CODE
    return response
