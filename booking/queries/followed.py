"""The calendars from outside that houses follow, and what they clash with."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, QuerySet

from ..models import Booking, Closure, ExternalCalendar
from ..models.booking import BookingQuerySet


@dataclass(frozen=True)
class Followed:
    """A calendar, and the loans to come that are in its way."""

    calendar: ExternalCalendar
    clashes: list[Booking]


def calendars_of(venues: Collection[int]) -> QuerySet[ExternalCalendar]:
    """Those the venues follow. Two queries."""
    found = ExternalCalendar.objects.filter(venue__in=venues).order_by("venue__name", "reason", "pk")
    return found.select_related("venue").prefetch_related("spaces")


def followed_by(venues: Collection[int], at: dt.datetime) -> list[Followed]:
    """Four queries, whatever the number of calendars and loans."""
    calendars = list(calendars_of(venues))
    closures = Closure.objects.filter(calendar__in=calendars)
    hit = clashes(closures, at).annotate(of=F("claims__unit__spaces__closures__calendar"))
    rows = list(hit.prefetch_related("spaces"))
    return [Followed(one, [row for row in rows if row.of == one.pk]) for one in calendars]  # type: ignore[attr-defined]


def clashes(closures: QuerySet[Closure], at: dt.datetime) -> BookingQuerySet:
    """The loans not over by `at` that have a unit of the closures within them, in order of time. One query."""
    through = "claims__unit__spaces__closures"
    hit = Booking.objects.filter(
        **{f"{through}__in": closures, "starts_at__lt": F(f"{through}__ends_at")},
        ends_at__gt=F(f"{through}__starts_at"),
    )
    return hit.filter(ends_at__gt=at).order_by("starts_at", "pk").distinct()
