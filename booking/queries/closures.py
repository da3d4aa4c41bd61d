"""Closures as the hosts see them."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from ..models import Closure


def coming_closures(venues: Collection[int], at: dt.datetime) -> QuerySet[Closure]:
    """Those that people have made at the venues and that are not over by `at`, the first first. Two queries."""
    closures = Closure.objects.filter(venue__in=venues, ends_at__gt=at, calendar=None).order_by("starts_at", "pk")
    return closures.select_related("venue", "closed_by").prefetch_related("spaces")
