"""What is true of every way out of the API: its language, HEAD, and what is said when something is away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ..languages import wished_language
from .problems import UNAVAILABLE, NoAnswerError, problem

READING = ("GET", "HEAD", "OPTIONS")
NOT_FOUND, NOT_ALLOWED, TOO_LARGE = 404, 405, 413
A_MINUTE = 60
View = Callable[..., HttpResponse]
Outlet = Callable[..., HttpResponseBase]


def in_the_language_asked_for(view: Outlet) -> Outlet:
    """By Accept-Language alone: the cookie of the pages does not count."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        language = wished_language(request.headers.get("Accept-Language", ""))
        with translation.override(language):
            response = view(request, *args, **options)
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def answered(view: View, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
    """What the view says; in words when the database is away."""
    method = request.method
    if method == "HEAD":
        request.method = "GET"  # to HEAD the server sends the same without its body
    try:
        return view(request, *args, **options)
    except OperationalError:
        return problem(NoAnswerError(UNAVAILABLE, wait=A_MINUTE))
    finally:
        request.method = method
