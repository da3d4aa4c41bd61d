"""Addresses of loans, and what a state looks like."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from venues.models import Space, Venue
from website.core import clock
from website.core.periods import Period

from ..enums import BookingState
from ..models import Booking

register = template.Library()

CHOSEN = {"rom", "dato", "fra", "til", "videre", "likevel", "vilkar", "alder", "csrfmiddlewaretoken"}
COLOURS = {
    BookingState.REQUESTED: "warning",
    BookingState.CONFIRMED: "success",
    BookingState.REFUSED: "danger",
    BookingState.CANCELLED: "danger",
}


@register.simple_tag
def book_url(
    venue: Venue, spaces: Space | Sequence[Space], period: Period, typed: Mapping[str, Any] | None = None
) -> str:
    """The address of the form with spaces, day and times filled in, and the rest as it was typed."""
    chosen = [spaces] if isinstance(spaces, Space) else spaces
    start, end = clock.local(period.starts_at), clock.local(period.ends_at)
    query = [
        *(("rom", space.slug) for space in chosen),
        ("dato", f"{start:%Y-%m-%d}"),
        ("fra", f"{start:%H:%M}"),
        ("til", f"{end:%H:%M}"),
        *((name, value) for name, value in (typed or {}).items() if name not in CHOSEN),
    ]
    return f"{reverse('booking:book', args=[venue.slug])}?{urlencode(query)}"


@register.filter
def state_colour(booking: Booking) -> str:
    return COLOURS.get(BookingState(booking.state), "neutral")
