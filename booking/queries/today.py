"""What a host has to do today."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from venues.queries import OpeningHours
from website.core import clock
from website.core.periods import Period, local_day, local_days

from ..enums import BookingState
from ..models import Booking
from .requests import waiting_bookings

DAYS_AHEAD = 14  # with today


@dataclass(frozen=True)
class Today:
    """How many requests wait, and the one that has waited longest; the loans of today; those when it is closed."""

    waiting: int
    oldest: Booking | None
    loans: list[Booking]
    outside: list[Booking]


def today_at(venues: Collection[int], at: dt.datetime) -> Today:
    """At the venues together. Nine queries at most, whatever their number and that of the loans."""
    waiting = waiting_bookings(venues)
    day = clock.local(at).date()
    soon = local_days(day, day + dt.timedelta(days=DAYS_AHEAD - 1))
    found = Booking.objects.live().filter(venue__in=venues, ends_at__gt=at).overlapping(soon)
    rows = found.select_related("venue", "organisation", "booked_by").prefetch_related("spaces")
    coming = list(rows.order_by("starts_at", "pk"))
    agreed = [booking for booking in coming if booking.state == BookingState.CONFIRMED]
    return Today(
        waiting=waiting.count(),
        oldest=waiting.first(),
        loans=[booking for booking in agreed if booking.period.overlaps(local_day(day))],
        outside=_outside(coming, soon),
    )


def _outside(bookings: list[Booking], soon: Period) -> list[Booking]:
    if not bookings:
        return []
    last = clock.local(max(booking.ends_at for booking in bookings)).date()
    hours = OpeningHours({booking.venue for booking in bookings}, clock.local(soon.starts_at).date(), last)
    return [one for one in bookings if not hours.cover(one.venue, one.spaces.all(), one.period)]
