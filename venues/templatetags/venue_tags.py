"""What other apps' pages show of a meeting place."""

from typing import Any
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString

from website.core import clock
from website.core.linked_data import linked_data_element

from .. import linked_data, queries
from ..models import Venue

register = template.Library()

MAP = "https://norgeskart.no/#!?project=norgeskart&sok="


@register.inclusion_tag("venues/door.html")
def open_now(venue: Venue) -> dict[str, Any]:
    """Open until when, or closed until when. Two queries; a list asks for all doors at once (queries.door)."""
    now = clock.now()
    return {"door": queries.door(queries.hours_around([venue], now), venue, now)}


@register.simple_tag
def place_data(venue: Venue, weeks: list[list[queries.OpenDay]]) -> SafeString:
    """The place and its hours from today on, for search engines."""
    today = clock.today()
    return linked_data_element(linked_data.place(venue, [day for week in weeks for day in week if day.date >= today]))


@register.filter
def map_address(venue: Venue) -> str:
    """Where the national map shows the address."""
    return MAP + quote(venue.address)
