"""What other apps' pages show of a meeting place."""

from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString

from website.core import clock
from website.core.linked_data import linked_data_element

from .. import linked_data, queries
from ..models import Venue

register = template.Library()

MAP = "https://norgeskart.no/#!?project=norgeskart&sok="


@register.simple_tag
def place_data(venue: Venue, weeks: list[list[queries.OpenDay]]) -> SafeString:
    """The place and its hours from today on, for search engines."""
    today = clock.today()
    return linked_data_element(linked_data.place(venue, [day for week in weeks for day in week if day.date >= today]))


@register.filter
def map_address(venue: Venue) -> str:
    """Where the national map shows the address."""
    return MAP + quote(venue.address)
