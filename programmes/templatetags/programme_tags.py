"""What other apps' pages show of the programme."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from venues.models import Venue
from website.core import clock, formats

from ..enums import OccurrenceState
from ..models import Activity, Occurrence
from ..queries import occurrences

register = template.Library()


@register.inclusion_tag("programmes/occurrence_list.html")
def whats_on_today(venue: Venue) -> dict[str, Any]:
    """Today's programme of a venue."""
    return {"occurrences": list(occurrences.of_venue_on(venue, clock.today())), "hide_venue": True}


@register.filter
def place_and_price(activity: Activity, is_at_the_house: bool = False) -> str:
    """`Storsalen, Det hvite hus · 30 kr`; on the page of the house itself only the room."""
    place = str(activity.space or "") if is_at_the_house else activity.where
    price = _("%(price)s kr") % {"price": activity.price_kr} if activity.price_kr else ""
    return " · ".join(filter(None, [place, price]))


@register.inclusion_tag("programmes/marks.html")
def marks(occurrence: Occurrence) -> dict[str, Any]:
    """What one must know of a date beside its time: called off, moved, going on now, over."""
    at = clock.now()
    return {
        "is_cancelled": occurrence.is_cancelled,
        "moved_from": moved_from(occurrence),
        "is_going_on": occurrence.is_going_on(at),
        "has_ended": occurrence.has_ended(at),
    }


def moved_from(occurrence: Occurrence) -> str:
    """`mandag 28. desember`, or `kl. 18:00` when only the time of day is another; empty where nothing was moved."""
    before, now = clock.local(occurrence.original_start), clock.local(occurrence.starts_at)
    if occurrence.state != OccurrenceState.MOVED or before == now:
        return ""
    if before.date() != now.date():
        return formats.local_date(before)
    return _("kl. %(time)s") % {"time": formats.local_time(before)}


@register.simple_tag
def without_room(activity: Activity, occurrences: Iterable[Occurrence]) -> set[int]:
    """The dates that could not have the activity's room, while others have it. Asks the database nothing."""
    coming = [one for one in occurrences if not one.is_cancelled]
    if activity.space_id is None or not any(one.booking_id for one in coming):
        return set()
    return {one.pk for one in coming if one.booking_id is None}
