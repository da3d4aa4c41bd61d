"""iCalendar text (RFC 5545, 7986): the text of one event, and a calendar made of such texts.

Built by icalendar once, when a row changes; a feed is a header, a join and a footer. Nothing here asks for the time or
makes a random number, so the same rows give the same bytes.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from icalendar import Event, vText

from . import clock

VERSION = 1  # raise it when event_text() changes: feeds then make the texts of older rows anew each time they are built

PRODUCT = "-//Innbyggertorget//Kalender//NO"
REFRESH = "PT4H"
HAS_SAID_YES = {
    "ROLE": "REQ-PARTICIPANT",
    "PARTSTAT": "ACCEPTED",
    "RSVP": "FALSE",
}  # the one who booked: no reply asked
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# The rule form, by hand: with the dates icalendar would list, Thunderbird and Outlook read summer an hour late.
TIME_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Oslo
X-LIC-LOCATION:Europe/Oslo
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


@dataclass(frozen=True)
class CalendarEvent:
    """One thing in a calendar. `uid` without host; instants aware; `changed_at` is the row's, never the present."""

    uid: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    changed_at: dt.datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False
    is_tentative: bool = False  # held, and not agreed yet
    is_busy: bool = False


def event_text(event: CalendarEvent, *, organizer: str = "", attendee: str = "") -> str:
    """The VEVENT, folded, with CRLF. `organizer` and `attendee` are addresses, for invitations by mail only."""
    component = Event()
    component.add("uid", identity(event))
    component.add("dtstamp", event.changed_at.astimezone(dt.UTC).replace(microsecond=0))
    component.add("last-modified", event.changed_at.astimezone(dt.UTC).replace(microsecond=0))
    component.add("sequence", event.sequence)
    component.add("dtstart", _wall_clock(event.starts_at))
    component.add("dtend", _wall_clock(event.ends_at))
    component.add("summary", clean(title(event)))
    for name in ("location", "description"):
        if value := getattr(event, name):
            component.add(name, clean(value))
    if event.url:
        component.add("url", event.url)
    if event.categories:
        component.add("categories", [clean(category) for category in event.categories])
    agreed = "TENTATIVE" if event.is_tentative else "CONFIRMED"
    component.add("status", "CANCELLED" if event.is_cancelled else agreed)
    component.add("transp", "OPAQUE" if event.is_busy else "TRANSPARENT")
    if organizer:
        component.add("organizer", f"mailto:{organizer}")
    if attendee:
        component.add("attendee", f"mailto:{attendee}", parameters=HAS_SAID_YES)
    return str(component.to_ical().decode())


def identity(event: CalendarEvent) -> str:
    """The same in calendars and in readers of news, whatever becomes of it."""
    return f"{event.uid}@{_host()}"


def title(event: CalendarEvent) -> str:
    return f"AVLYST: {event.summary}" if event.is_cancelled else event.summary


def calendar_text(
    name: str, events: Iterable[str], *, source: str, url: str = "", method: str = "", note: str = ""
) -> bytes:
    """A whole calendar of texts made by event_text(). `source` is the feed's own address, `note` a word about it."""
    lines = ["BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN"]
    if method:
        lines.append(f"METHOD:{method}")
    else:
        lines += [f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}", "X-WR-TIMEZONE:Europe/Oslo"]
        lines += [f"DESCRIPTION:{_escaped(note)}", f"X-WR-CALDESC:{_escaped(note)}"] if note else []
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
        lines += [f"SOURCE;VALUE=URI:{source}"] + ([f"URL:{url}"] if url else [])
    header = "".join(f"{_folded(line)}\r\n" for line in lines)
    return "".join([header, TIME_ZONE, *events, "END:VCALENDAR\r\n"]).encode()


def invitation_text(event: CalendarEvent, *, method: str, organizer: str, attendee: str) -> str:
    """A calendar to go with a mail (iTIP, RFC 5546): `method` is REQUEST or CANCEL."""
    text = event_text(event, organizer=organizer, attendee=attendee)
    return calendar_text("", [text], source="", method=method).decode()


def clean(text: str) -> str:
    """The text without what RFC 5545 forbids, and with no accidental line break from a `\\N` in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL_CHARACTERS.sub("", lines).replace("\\N", "\\ N").replace("\\n", "\\ n")


def _escaped(text: str) -> str:
    return str(vText(clean(text)).to_ical().decode())


def _wall_clock(instant: dt.datetime) -> dt.datetime:
    """Local time; UTC in the hour that comes twice, which programs read in two ways."""
    local = clock.local(instant).replace(microsecond=0)
    is_ambiguous = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return instant.astimezone(dt.UTC).replace(microsecond=0) if is_ambiguous else local.replace(fold=0)


def _folded(line: str) -> str:
    """At most 75 octets a line, never inside a character (RFC 5545 3.1)."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 74:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)


def _host() -> str:
    return str(settings.PUBLIC_BASE_URL).partition("://")[2].partition(":")[0]
