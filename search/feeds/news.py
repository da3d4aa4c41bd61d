"""The same dates as in the calendar, for readers of news: RSS 2.0 and JSON Feed 1.1. Header, items, footer."""

import datetime as dt
import json
import re
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from django.conf import settings
from django.utils.translation import gettext as _

from website.core import calendars, formats
from website.core.calendars import CalendarEvent
from website.core.periods import Period

from .build import events_of, within_size
from .models import Followed

ATOM = "http://www.w3.org/2005/Atom"
MINUTES = "240"  # as often as calendars are asked to come back
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Xml.register_namespace("atom", ATOM)


def rss(followed: Followed, today: dt.date) -> bytes:
    """The whole file. A larger one leaves out what is farthest from today."""
    root = Xml.Element("rss", version="2.0")
    channel = _filled(
        root, "channel", title=followed.name, link=_full(followed.about_url), description=_about(followed)
    )
    Xml.SubElement(channel, f"{{{ATOM}}}link", href=_full(followed.rss_url), rel="self", type="application/rss+xml")
    for name, text in {"language": settings.LANGUAGE_CODE, "ttl": MINUTES}.items():
        Xml.SubElement(channel, name).text = text
    header, footer, end = Xml.tostring(root, encoding="unicode").partition("</channel>")
    items = within_size(_rss_item(event, today) for event in events_of(followed, today))
    return "".join(['<?xml version="1.0" encoding="utf-8"?>\n', header, *items, footer, end]).encode()


def json_feed(followed: Followed, today: dt.date) -> bytes:
    """The same as JSON."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": followed.name,
        "description": _about(followed),
        "home_page_url": _full(followed.about_url),
        "feed_url": _full(followed.json_url),
        "language": settings.LANGUAGE_CODE,
        "items": [],
    }
    items = within_size(f"{_json(_json_item(event, today))},\n" for event in events_of(followed, today))
    return (_json(whole).removesuffix("]}") + "".join(items).removesuffix(",\n") + "]}").encode()


def _rss_item(event: CalendarEvent, today: dt.date) -> str:
    item = _filled(Xml.Element("channel"), "item", title=_title(event, today), link=event.url, description=_text(event))
    Xml.SubElement(item, "guid", isPermaLink="false").text = calendars.identity(event)
    Xml.SubElement(item, "pubDate").text = format_datetime(event.changed_at)
    for category in event.categories:
        Xml.SubElement(item, "category").text = category
    return Xml.tostring(item, encoding="unicode") + "\n"


def _json_item(event: CalendarEvent, today: dt.date) -> dict[str, object]:
    return {
        "id": calendars.identity(event),
        "url": event.url,
        "title": _title(event, today),
        "content_text": _text(event),
        "date_modified": event.changed_at.isoformat(timespec="seconds"),
        "tags": list(event.categories),
    }


def _title(event: CalendarEvent, today: dt.date) -> str:
    """Språkkafé, tirsdag 5. januar kl. 18:00–20:00"""
    hours = formats.local_hours(Period(event.starts_at, event.ends_at))
    day = formats.local_date(event.starts_at, today=today)
    when = _("%(day)s kl. %(hours)s") % {"day": day, "hours": hours}
    return f"{calendars.title(event)}, {when}"


def _text(event: CalendarEvent) -> str:
    """Never empty: readers refuse an item without text."""
    return "\n".join(filter(None, [event.location, event.description])) or event.summary


def _about(followed: Followed) -> str:
    return _("Det som skjer framover: %(name)s") % {"name": followed.name}


def _filled(parent: Xml.Element, name: str, **texts: str) -> Xml.Element:
    element = Xml.SubElement(parent, name)
    for child, text in texts.items():
        Xml.SubElement(element, child).text = NOT_IN_XML.sub("", text)
    return element


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _full(path: str) -> str:
    return f"{settings.PUBLIC_BASE_URL}{path}"
