"""/api/v1/: everything public as open data, and with a key one's own loans. Closed but for what is named below."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

import booking.api.bookings
import booking.api.free
import booking.api.series
import programmes.api
import search.api
import search.feeds.api
import venues.api

from .core.api.answers import absolute, offer
from .core.api.keyed import keyed
from .core.api.open_data import open_data, unknown
from .core.api.outlet import NOT_FOUND
from .core.api.problems import MEDIA_TYPE, NOT_UNDERSTOOD, NoAnswerError, not_valid, problem

LICENCE = {"name": "Norsk lisens for offentlige data (NLOD) 2.0", "url": "https://data.norge.no/nlod/no/2.0"}
LISTS = ("venues", "spaces", "activities", "communities", "calendars")
OWN = "bookings/"  # asks for a key; all else is open


class PlainRenderer(JSONRenderer):
    """æ, ø and å as they are."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Its document tells of problems in the type they come in."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        operations = (operation for path in document["paths"].values() for operation in path.values())
        for response in (response for operation in operations for response in operation["responses"].values()):
            content = response["content"]
            if content["application/json"]["schema"].get("$ref", "").endswith("/Problem"):
                content[MEDIA_TYPE] = content.pop("application/json")
        return document


def nobody(request: HttpRequest) -> None:
    """What is not let out answers no one."""


api = Api(
    title="Innbyggertorget",
    version="1",
    description=gettext_lazy("Åpne data fra innbyggertorget. Alle kan lese; 60 spørsmål i minuttet."),  # type: ignore[arg-type]
    servers=[{"url": settings.PUBLIC_BASE_URL}],
    docs_url=None,
    auth=nobody,
    renderer=PlainRenderer(),
    openapi_extra={"info": {"license": LICENCE}},
)
for public in (venues.api, booking.api.free, programmes.api, search.feeds.api, search.api):
    api.add_router("", public.router, auth=None)
for keyed_app in (booking.api.bookings, booking.api.series):
    api.add_router("", keyed_app.router)


class Licence(Schema):
    name: str
    url: str
    note: str


class Index(Schema):
    name: str
    publisher: str
    licence: Licence
    openapi: str
    docs: str
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
        "docs": absolute("/api/v1/docs/"),
        "links": {name: absolute(f"/api/v1/{name}/") for name in LISTS} | {"search": absolute("/api/v1/search/?q=")},
    }


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(NoAnswerError(NOT_FOUND))


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The names of what was sent, with a sentence each."""
    names = dict.fromkeys(str(one["loc"][2]) for one in error.errors if len(one["loc"]) > 2)
    if not names:
        return problem(NoAnswerError(NOT_UNDERSTOOD, _("Send det som ett JSON-objekt.")))
    return problem(not_valid({name: [_("Vi forstår ikke «%(name)s».") % {"name": name}] for name in names}))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error if isinstance(error, NoAnswerError) else NoAnswerError(error.status_code))


def _let_out(pattern: Any) -> URLPattern:
    outlet = keyed if str(pattern.pattern).startswith(OWN) else open_data
    return URLPattern(pattern.pattern, outlet(pattern.callback), pattern.default_args, pattern.name)


patterns, ninja_app, namespace = api.urls
urlpatterns = [
    path("v1/", include(([_let_out(pattern) for pattern in patterns], ninja_app), namespace=namespace)),
    re_path(r"^(?P<anything>(?s:.*))$", unknown),
]
