"""Loans rely on the opening hours: what venues/agreements.py asks for."""

import datetime as dt
from collections.abc import Collection

from venues.agreements import Agreement, Source, register
from venues.models import Unit

from .models import Booking
from .operations.claims import lock_units
from .operations.desk import cancel_bookings


def agreement(booking: Booking) -> Agreement:
    """The loan as one of the things to decide about."""
    return Agreement(
        key=f"lan-{booking.uuid}",
        venue=booking.venue,
        period=booking.period,
        spaces=list(booking.spaces.all()),
        title=booking.title,
        who=str(booking.organisation or booking.booked_by or ""),
        row=booking,
    )


def coming_loans(venues: Collection[int], at: dt.datetime) -> list[Agreement]:
    """All that are not over; nobody makes another one until the transaction ends."""
    lock_units(Unit.objects.filter(venue__in=venues).values_list("pk", flat=True))
    loans = Booking.objects.live().filter(venue__in=venues, ends_at__gt=at).order_by("starts_at", "pk")
    rows = loans.select_related("venue", "organisation", "booked_by").prefetch_related("spaces")
    return [agreement(booking) for booking in rows]


register(Source(coming_loans, cancel_bookings))
