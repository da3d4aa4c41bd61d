"""/sitemap.xml: every public page, from the index, which holds nothing else."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from .models import Kind, SearchEntry


class _Ours(Sitemap[Any]):
    """Of this site, whatever name a request calls it by."""

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.PUBLIC_BASE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_BASE_URL).scheme


class Lists(_Ours):
    """The pages that lead to all others."""

    def items(self) -> list[str]:
        return ["/", "/det-som-skjer/", "/lan-lokaler/", "/moteplasser/", "/lokalsamfunn/", "/kal/"]

    def location(self, item: str) -> str:
        return item


class Found(_Ours):
    """What search finds, but for rooms and organisations, which are found on other things' pages."""

    limit = 10_000

    def items(self) -> QuerySet[SearchEntry]:
        rows = SearchEntry.objects.exclude(kind__in=[Kind.SPACE, Kind.ORGANISATION]).exclude(url="")
        return rows.defer("lexemes", "body").order_by("pk")

    def location(self, item: SearchEntry) -> str:
        return item.url

    def lastmod(self, item: SearchEntry) -> dt.datetime:
        return item.revision


SITEMAPS = {"lists": Lists, "found": Found}
