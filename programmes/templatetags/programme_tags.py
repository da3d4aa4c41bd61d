"""What other apps' pages show of the programme."""

from typing import Any

from django import template

from venues.models import Venue
from website.core import clock

from ..queries import occurrences

register = template.Library()


@register.inclusion_tag("programmes/occurrence_list.html")
def whats_on_today(venue: Venue) -> dict[str, Any]:
    """Today's programme of a venue."""
    return {"occurrences": list(occurrences.of_venue_on(venue, clock.today())), "hide_venue": True}
