"""Where a thing's calendar is, and what machines read of an activity, for templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from programmes.forms.filters import ProgrammeFilter
from programmes.models import Activity, Occurrence
from website.core.linked_data import linked_data_element

from ...forms import SearchFilter
from .. import linked_data as schema
from ..models import EVERYTHING, FeedAddress, Subject
from ..queries import address_of
from ..searches import canonical, has_dates

register = template.Library()
ALL = FeedAddress(slug=EVERYTHING)


@register.filter
def subscribe_path(subject: Subject | None) -> str:
    """`/abonner/rebellhuset/`: the page with all ways to follow it. Empty for what cannot be followed."""
    address = address_of(subject) if subject else None
    return address.subscribe_url if address else ""


@register.simple_tag
def feed_link(subject: Subject | None = None) -> SafeString | str:
    """Tells browsers and readers that the page has a calendar; for the block `head_extra`."""
    address = address_of(subject) if subject else ALL
    return render_to_string("feeds/alternates.html", {"followed": address}) if address else ""


@register.inclusion_tag("feeds/follow_list.html")
def follow_list(form: ProgrammeFilter | SearchFilter, page: str) -> dict[str, Any]:
    """Below a list: follow what was chosen, or everything when nothing was."""
    dated = has_dates(form)
    query = canonical(form) if dated else ""
    return {"page": page, "query": query, "has_dates": dated, "all_url": ALL.subscribe_url}


@register.simple_tag
def linked_data(activity: Activity, occurrences: Iterable[Occurrence]) -> SafeString | str:
    """The dates of an activity as search engines read them; for the block `head_extra`."""
    events = schema.events(activity, occurrences)
    if not events:
        return ""
    return linked_data_element(events)
