"""Choosing a language: a link that sets a cookie, so that it works without script and without a form."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.dispatch import Signal
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}  # each in its own language, never translated
SAME_AS = {"no": "nb"}
A_YEAR = 365 * 24 * 3600

language_chosen = Signal()  # with `request` and `language`


@dataclass(frozen=True)
class LanguageChoice:
    """One language to choose, and the address that chooses it."""

    code: str
    name: str
    url: str
    current: bool


def wished_language(header: str) -> str:
    """Of our languages the first that an Accept-Language asks for; bokmål when it asks for none of them."""
    for wished, _weight in parse_accept_lang_header(header):
        code = SAME_AS.get(base := wished.partition("-")[0], base)
        if code in OWN_NAMES:
            return code
    return settings.LANGUAGE_CODE


def language_choices(path: str) -> list[LanguageChoice]:
    """The languages of the site; choosing one returns to `path`."""
    return [
        LanguageChoice(code, OWN_NAMES[code], choosing_address(code, path), code == get_language())
        for code, _ in settings.LANGUAGES
    ]


def choosing_address(code: str, path: str) -> str:
    return f"{reverse('choose_language', args=[code])}?{urlencode({'til': path})}"


@require_safe
@never_cache
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language and go back to `?til=`, if that is a page of ours; else to the front page."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    language_chosen.send(None, request=request, language=code)
    wanted = request.GET.get("til", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    response = redirect(wanted if is_ours else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
