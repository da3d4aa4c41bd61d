"""Where a thing's calendar is, and what machines read of an activity, for templates."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from programmes.models import Activity, Occurrence
from website.core.linked_data import linked_data_element

from .. import linked_data as schema
from ..models import EVERYTHING, FeedAddress, Subject
from ..queries import address_of

register = template.Library()


@register.filter
def feed_path(subject: Subject | None) -> str:
    """`/kal/rebellhuset.ics`: the address to tell people. Of nothing: the calendar of everything."""
    address = address_of(subject) if subject else FeedAddress(slug=EVERYTHING)
    return address.get_absolute_url() if address else ""


@register.simple_tag
def feed_link(subject: Subject | None = None) -> SafeString | str:
    """Tells browsers and readers that the page has a calendar; for the block `head_extra`."""
    path = feed_path(subject)
    name = str(subject or _("Alt som skjer"))
    link = '<link rel="alternate" type="text/calendar" title="{}" href="{}">'
    return format_html(link, name, path) if path else ""


@register.simple_tag
def linked_data(activity: Activity, occurrences: Iterable[Occurrence]) -> SafeString | str:
    """The dates of an activity as search engines read them; for the block `head_extra`."""
    events = schema.events(activity, occurrences)
    if not events:
        return ""
    return linked_data_element(events)
