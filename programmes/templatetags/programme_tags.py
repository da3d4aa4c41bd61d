"""What other apps' pages show of the programme."""

import datetime as dt
from typing import Any

from django import template

from venues.models import Venue
from website.core import clock

from ..models import Community
from ..queries import occurrences

register = template.Library()


@register.inclusion_tag("programmes/occurrence_list.html")
def whats_on_today(venue: Venue) -> dict[str, Any]:
    """Today's programme of a venue."""
    return {"occurrences": list(occurrences.of_venue_on(venue, clock.today())), "hide_venue": True}


@register.inclusion_tag("programmes/occurrence_list.html")
def coming(community: Community) -> dict[str, Any]:
    """What is coming in a community."""
    return {"occurrences": list(occurrences.of_community(community, clock.now())[:8]), "show_date": True}


@register.inclusion_tag("programmes/occurrence_list.html")
def weekend_programme(count: int) -> dict[str, Any]:
    """Skjer i helgen: the first `count`."""
    return {"occurrences": list(occurrences.this_weekend(clock.now())[:count]), "show_date": True}


@register.filter
def is_today(instant: dt.datetime) -> bool:
    return clock.local(instant).date() == clock.today()
