"""How often one person or address may do something. Counted in the database, so it holds for all processes together."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from . import clock
from .client_ip import client_address
from .housekeeping import chore
from .models import Tally

TOO_MANY_REQUESTS = 429
COUNT_ONE_MORE = """
INSERT INTO core_tally AS tally (key, ends_at, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET count = tally.count + 1 RETURNING tally.count
"""


@dataclass(frozen=True)
class Limit:
    """So many times in each span of so many seconds. Spans begin at the same instant for everyone."""

    purpose: str
    times: int
    seconds: int

    def spend(self, who: str, *, at: dt.datetime) -> int:
        """Count one more for `who`: 0 when that is allowed, else in how many seconds it will be.

        One statement, so of two at once neither is lost. Who it was cannot be read from the row.
        """
        key, left = self._span(who, at)
        with connection.cursor() as cursor:
            cursor.execute(COUNT_ONE_MORE, [key, at + dt.timedelta(seconds=left)])
            (count,) = cursor.fetchone()
        return 0 if count <= self.times else left

    def wait(self, who: str, *, at: dt.datetime) -> int:
        """What `spend` would answer. Counts nothing: for what is counted only once it is known how it went."""
        key, left = self._span(who, at)
        return left if Tally.objects.filter(key=key, count__gte=self.times).exists() else 0

    def _span(self, who: str, at: dt.datetime) -> tuple[str, int]:
        """What it is counted under, and the seconds until it begins at zero."""
        span, passed = divmod(int(at.timestamp()), self.seconds)
        key = salted_hmac("website.core.limits", f"{self.purpose}|{span}|{who}", algorithm="sha256").hexdigest()
        return key, self.seconds - passed


View = Callable[..., HttpResponse]


def limited(limit: Limit) -> Callable[[View], View]:
    """The view answers one address so often and no more; then a page that says when to come back."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
            wait = limit.spend(client_address(request), at=clock.now())
            return too_many(request, wait) if wait else view(request, *args, **options)

        return counted

    return decorate


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429, in plain words."""
    response = render(request, "429.html", status=TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait)
    return response


@chore
def forget_tallies(*, at: dt.datetime) -> int:
    return Tally.objects.filter(ends_at__lt=at).delete()[0]
