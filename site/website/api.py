"""/api/v1/: everything public as open data. Closed unless a router is let out by name, below."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

import booking.api
import programmes.api
import search.api
import search.feeds.api
import venues.api

from .core.api.answers import absolute, offer, problem
from .core.api.open_data import NOT_FOUND, open_data, unknown

LICENCE = {"name": "Norsk lisens for offentlige data (NLOD) 2.0", "url": "https://data.norge.no/nlod/no/2.0"}
LISTS = ("venues", "spaces", "activities", "communities", "calendars")
NOT_UNDERSTOOD = 422


class PlainRenderer(JSONRenderer):
    """æ, ø and å as they are."""

    json_dumps_params = {"ensure_ascii": False}


def nobody(request: HttpRequest) -> None:
    """What is not let out answers no one."""


api = NinjaAPI(
    title="Innbyggertorget",
    version="1",
    description=gettext_lazy("Åpne data fra innbyggertorget. Alle kan lese; 60 spørsmål i minuttet."),  # type: ignore[arg-type]
    servers=[{"url": settings.PUBLIC_BASE_URL}],
    docs_url=None,
    auth=nobody,
    renderer=PlainRenderer(),
    openapi_extra={"info": {"license": LICENCE}},
)
for public in (venues.api, booking.api, programmes.api, search.feeds.api, search.api):
    api.add_router("", public.router, auth=None)


class Licence(Schema):
    name: str
    url: str
    note: str


class Index(Schema):
    name: str
    publisher: str
    licence: Licence
    openapi: str
    links: dict[str, str]


@api.get("/", auth=None, **offer(Index, gettext_lazy("Hva som finnes her")))
def index(request: HttpRequest) -> dict[str, Any]:
    """Where everything is, and what one may do with it."""
    note = _("Bruk dataene fritt, og si hvor de kommer fra. Bilder er ikke med i lisensen.")
    return {
        "name": settings.WAGTAIL_SITE_NAME,
        "publisher": settings.MUNICIPALITY,
        "licence": LICENCE | {"note": note},
        "openapi": absolute("/api/v1/openapi.json"),
        "links": {name: absolute(f"/api/v1/{name}/") for name in LISTS} | {"search": absolute("/api/v1/search/?q=")},
    }


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(NOT_FOUND, _("Vi fant ikke det du spør etter."))


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = ", ".join(str(one["loc"][-1]) for one in error.errors)
    return problem(NOT_UNDERSTOOD, _("Vi forstår ikke «%(names)s».") % {"names": names})


@api.exception_handler(AuthenticationError)
def not_for_everyone(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(error.status_code, _("Dette er ikke åpent for alle."))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, error.message)


def _let_out(pattern: Any) -> URLPattern:
    return URLPattern(pattern.pattern, open_data(pattern.callback), pattern.default_args, pattern.name)


patterns, ninja_app, namespace = api.urls
urlpatterns = [
    path("v1/", include(([_let_out(pattern) for pattern in patterns], ninja_app), namespace=namespace)),
    re_path(r"^(?P<anything>(?s:.*))$", unknown),
]
