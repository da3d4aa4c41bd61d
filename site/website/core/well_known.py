"""What programs ask every site for: /robots.txt and /.well-known/security.txt."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import clock

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /konto/
Disallow: /min-side/
Disallow: /sprak/

Sitemap: {base}/sitemap.xml
"""
SECURITY = """\
Contact: {contact}
Expires: {expires:%Y-%m-%dT%H:%M:%SZ}
Preferred-Languages: nb, nn, en
Canonical: {base}/.well-known/security.txt
"""
VALID = dt.timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages, calendars and the API are for everyone's programs too."""
    return _text(ROBOTS.format(base=settings.PUBLIC_BASE_URL))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116). 404 when nobody has been named."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    expires = clock.midnight(clock.today() + VALID)  # the same all day, so that it can be kept
    return _text(SECURITY.format(contact=contact, expires=expires, base=settings.PUBLIC_BASE_URL))


def _text(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Language"] = settings.LANGUAGE_CODE
    return response
