"""A form that comes too late: its token is old, or the session is over. What was typed is kept, to be sent again.

Only a form of our own pages is, which browsers vouch for by the Origin they send: else another site could lead a
person to send, with one click of their own, what they never wrote.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

OF_OUR_LOGIN = "/konto/"  # codes are for one use, and need no keeping


def can_be_sent_again(request: HttpRequest) -> bool:
    """A form a person sent from one of our pages. Files cannot be kept."""
    return (
        request.method == "POST"
        and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
        and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        and not request.path.startswith(OF_OUR_LOGIN)
        and not request.FILES
    )


def send_again_page(request: HttpRequest, *, is_logged_out: bool = False) -> HttpResponse:
    """All that was typed, in a new form with a button."""
    typed = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    context = {"typed": typed, "is_logged_out": is_logged_out}
    response = render(request, "send_again.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


class KeptFormsMiddleware:
    """Where a form would be answered with the login alone, and what was typed be gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if can_be_sent_again(request) and _leads_to_login(request, response):
            return send_again_page(request, is_logged_out=True)
        return response


def _leads_to_login(request: HttpRequest, response: HttpResponse) -> bool:
    """And back to this address, without what was typed."""
    way = urlsplit(response.headers.get("Location", ""))
    logins = {resolve_url(settings.LOGIN_URL), resolve_url("wagtailadmin_login")}
    return way.path in logins and parse_qs(way.query).get("next") == [request.get_full_path()]
