"""The way out of what asks for a key: for one program alone, so nothing keeps it, and no cookie counts."""

from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from .outlet import NOT_ALLOWED, TOO_LARGE, Outlet, View, answered, in_the_language_asked_for
from .problems import NoAnswerError, problem

LARGEST = 256 * 1024  # bytes


def keyed(view: View) -> Outlet:
    """The view as a program with a key may use it. The operations themselves ask for the key."""

    @csrf_exempt  # a session gives no right here, so there is nothing for another site to make use of
    @wraps(view)
    @in_the_language_asked_for
    def answer(request: HttpRequest, *args: object, **options: object) -> HttpResponseBase:
        response = _too_large(request) or _in_words(answered(view, request, *args, **options))
        response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    return answer


def _too_large(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return problem(NoAnswerError(TOO_LARGE)) if not length.isdecimal() or int(length) > LARGEST else None


def _in_words(response: HttpResponse) -> HttpResponse:
    if not isinstance(response, HttpResponseNotAllowed):
        return response
    told = problem(NoAnswerError(NOT_ALLOWED))
    told["Allow"] = response["Allow"]
    return told
