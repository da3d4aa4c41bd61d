"""Who a program acts for: the door of the API."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.security.base import AuthBase

from website.core import clock
from website.core.api.problems import NoAnswerError
from website.core.client_ip import client_address
from website.core.limits import TOO_MANY_REQUESTS, Limit

from .access_keys import key_of
from .enums import Scope
from .models import AccessKey, User

FROM_ADDRESS = Limit("api address", times=1200, seconds=60)  # a school or a library has one for all
WRONG_KEYS = Limit("api wrong keys", times=60, seconds=60)  # from one address
CALLS = Limit("api key", times=600, seconds=60)
WRITES = Limit("api writes", times=60, seconds=60)
NO_KEY, FORBIDDEN = 401, 403


class Key(AuthBase):
    """Asks for a key with the scope. Sets `request.auth` to it; every refusal is a NoAnswerError."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = gettext_lazy("En tilgangsnøkkel fra Min side, i «Authorization: Bearer …».")

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> AccessKey:
        address = client_address(request)
        _count(FROM_ADDRESS, address)
        scheme, _space, sent = request.headers.get("Authorization", "").partition(" ")
        key = key_of(sent.strip() if scheme.lower() == "bearer" else "", at=clock.now())
        if key is None:
            _count(WRONG_KEYS, address)
            raise NoAnswerError(NO_KEY)
        _count(CALLS, str(key.pk))
        if request.method != "GET":
            _count(WRITES, str(key.pk))
        if self.scope not in key.scopes:
            sentence = _("Nøkkelen gir ikke lov til dette. Det trengs en med «%(scope)s».")
            raise NoAnswerError(FORBIDDEN, sentence % {"scope": self.scope.value})
        return key


def _count(limit: Limit, who: str) -> None:
    if wait := limit.spend(who, at=clock.now()):
        raise NoAnswerError(TOO_MANY_REQUESTS, wait=wait)


def with_key(scope: Scope) -> dict[str, Any]:
    """The options of an operation that asks for a key with the scope, for people who read the document too."""
    needs = gettext_lazy("Nøkkelen må ha «%(scope)s».") % {"scope": scope.value}
    return {"auth": Key(scope), "description": needs}


def person_of(request: HttpRequest) -> User:
    """Whose program it is."""
    key: AccessKey = request.auth  # type: ignore[attr-defined]  # set by Key
    return key.user
