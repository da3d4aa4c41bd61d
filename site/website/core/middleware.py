"""Headers, language and error pages that hold for every answer."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "OPTIONS", "TRACE", "POST")
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
ADMIN_POLICY = {
    # Wagtail's page editor writes inline scripts. Never add a nonce: browsers would then ignore 'unsafe-inline'.
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'self'"],
    "object-src": ["'none'"],
}


class HeadersMiddleware:
    """Security headers Django does not set, and the looser policy of the editors' pages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class AdminPolicyMiddleware:
    """The Content-Security-Policy of /admin/. Previews of pages keep the public one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/") and "/preview/" not in request.path:
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # django-csp's documented attribute
        return response


class CacheHeadersMiddleware:
    """What a shared cache may keep: nothing that knows a person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        if "Set-Cookie" in response.headers or response.cookies or request.COOKIES.get(settings.SESSION_COOKIE_NAME):
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_cache_control(response, no_cache=True)
        return response


class LanguageMiddleware:
    """Bokmål unless the person has chosen another language; the browser's wish is not asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if not response.has_header("Content-Language"):  # one that has it is the same to everyone
            response["Content-Language"] = language
            patch_vary_headers(response, ("Cookie",))
        return response


class KnownMethodsMiddleware:
    """Before a token is asked for: a method no page knows is refused as such. Wagtail's pages know more, so do APIs."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., object], *_view: object) -> HttpResponse | None:
        is_ours = not request.path.startswith("/admin/") and not getattr(view, "csrf_exempt", False)
        return HttpResponseNotAllowed(METHODS) if is_ours and request.method not in METHODS else None


class PlainErrorsMiddleware:
    """The development site shows the same pages for an unknown address and for too large a form as production does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """The form is read first for its token, before any view could fail: so it is read here."""
        if settings.DEBUG:
            try:
                request.POST  # noqa: B018 - to be read is all it is asked for
            except SuspiciousOperation:
                return render(request, "400.html", status=400)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if settings.DEBUG and isinstance(exception, Http404):
            return render(request, "404.html", status=404)
        return None
