"""The one table of addresses. Wagtail's pages come last: they answer whatever is left."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from search.sitemaps import SITEMAPS

from . import api_docs
from .core import health, languages, media, well_known

urlpatterns = [
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("robots.txt", well_known.robots),
    path(".well-known/security.txt", well_known.security),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}),
    path("admin/", include(wagtailadmin_urls)),
    path("konto/", include("website.accounts.login_urls")),
    path("konto/", include("allauth.urls")),
    path("min-side/", include("website.accounts.urls")),
    path("", include("booking.urls")),
    path("sprak/<slug:code>/", languages.choose_language, name="choose_language"),
    path("kal/", include("search.feeds.urls")),
    path("abonner/", include("search.feeds.subscribe_urls")),
    path("sok/", include("search.urls")),
    path("api/v1/docs/", api_docs.docs, name="api_docs"),
    path("api/", include("website.api")),
    path("", include("programmes.urls")),
    path("media/images/<path:name>", media.picture),
    path("dokumenter/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
