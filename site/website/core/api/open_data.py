"""The way out of what is open to all: who asks too often, what other sites may read, how caches keep it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .. import clock
from ..client_ip import client_address
from ..limits import TOO_MANY_REQUESTS, Limit
from .outlet import NOT_ALLOWED, NOT_FOUND, READING, View, answered, in_the_language_asked_for
from .problems import NoAnswerError, problem

CALLS = Limit("api", times=60, seconds=60)
OK = 200
METHODS = ", ".join(READING)
HEADERS = {
    "Access-Control-Allow-Origin": "*",  # open data: any page may read it; no cookie changes what it says
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, no-cache",  # keep it, but ask: what is free now may be taken in a minute
}
Outlet = Callable[..., HttpResponseBase]


def open_data(view: View) -> Outlet:
    """The view as everyone may use it: read only, so often and no more, the same answer to all."""

    @csrf_exempt  # nothing can be posted, and no cookie counts
    @wraps(view)
    @in_the_language_asked_for
    def answer(request: HttpRequest, *args: object, **options: object) -> HttpResponseBase:
        response = _before(request) or _unless_known(request, answered(_counted(view), request, *args, **options))
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return answer


def _before(request: HttpRequest) -> HttpResponse | None:
    """The answer to those who are not to get one."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method not in READING:
        response: HttpResponse = problem(NoAnswerError(NOT_ALLOWED, _("Her kan du bare lese. Bruk GET.")))
        response["Allow"] = METHODS
        return response
    return None


def _counted(view: View) -> View:
    def counted(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        if wait := CALLS.spend(client_address(request), at=clock.now()):
            return problem(NoAnswerError(TOO_MANY_REQUESTS, wait=wait))
        return view(request, *args, **options)

    return counted


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """304 instead of what the client has. Made here, since the middleware's would go out without our headers."""
    if response.status_code != OK:
        return response
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@open_data
def unknown(request: HttpRequest, anything: str) -> HttpResponse:
    """Whatever is not there: on to the same with a slash at the end, else 404 in words."""
    if anything and not anything.endswith(("/", ".json")):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    sentence = _("Denne adressen finnes ikke. Se /api/v1/ for alt som finnes.")
    return problem(NoAnswerError(NOT_FOUND, sentence))
