"""What a feed holds. The stamp comes from two small queries, the texts only when the stamp is new to the reader."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from booking.enums import BookingState
from booking.models import Booking
from booking.models.booking import BookingQuerySet
from programmes.models import Community, Occurrence
from programmes.models.occurrence import OccurrenceQuerySet
from venues.models import Space, Venue
from website.core import calendars
from website.core.periods import Period, local_days

from .models import FeedAddress

DAYS_BACK, DAYS_AHEAD = 92, 456
LARGEST = 900_000  # bytes: Google drops files over a million without a word
SHOWN = [BookingState.CONFIRMED, BookingState.REQUESTED, BookingState.CANCELLED]


def window(today: dt.date) -> Period:
    """Three months back and fifteen ahead, whole local days: the stamp lives a day."""
    return local_days(today - dt.timedelta(days=DAYS_BACK), today + dt.timedelta(days=DAYS_AHEAD))


def occurrences_of(address: FeedAddress, period: Period) -> OccurrenceQuerySet:
    """The public dates of the feed, in order of time."""
    rows: OccurrenceQuerySet = Occurrence.objects.public().within(period)
    match address.subject:
        case Venue() as venue:
            return rows.filter(activity__venue=venue)
        case Space() as space:
            return rows.filter(activity__space=space)
        case Community() as community:
            return rows.filter(activity__community=community)
    return rows


def bookings_of(address: FeedAddress, period: Period) -> BookingQuerySet:
    """What else a room is taken by; only rooms show it. Those an activity owns are among its dates."""
    if address.space is None:
        return Booking.objects.none()
    in_room = Booking.objects.filter(spaces=address.space, state__in=SHOWN, occurrence=None)
    return in_room.overlapping(period).order_by("starts_at", "pk")


def stamp(address: FeedAddress, today: dt.date) -> tuple[str, dt.datetime | None]:
    """A fingerprint of all the feed will say, and when that last changed. Builds nothing."""
    period = window(today)
    measures = {"rows": Count("pk"), "changed": Max("changed_at"), "newest": Max("pk")}
    states = [occurrences_of(address, period).order_by().aggregate(**measures)]
    if address.space is not None:
        states.append(bookings_of(address, period).order_by().aggregate(**measures))
    parts = [address.slug, name_of(address), settings.PUBLIC_BASE_URL, calendars.VERSION, today, states]
    changes = [state["changed"] for state in states if state["changed"]]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32], max(changes, default=None)


def feed_text(address: FeedAddress, today: dt.date) -> bytes:
    """The whole calendar. Too large a one ends early rather than not at all."""
    period = window(today)
    texts = list(occurrences_of(address, period).values_list("ics", flat=True))
    texts += [calendars.event_text(as_event(booking, address)) for booking in bookings_of(address, period)]
    page = address.subject.get_absolute_url() if address.subject else "/det-som-skjer/"
    return calendars.calendar_text(
        name_of(address),
        within_size(texts),
        source=f"{settings.PUBLIC_BASE_URL}{address.get_absolute_url()}",
        url=f"{settings.PUBLIC_BASE_URL}{page}",
    )


def within_size(texts: Iterable[str]) -> Iterator[str]:
    size = 0
    for text in texts:
        size += len(text.encode())
        if size > LARGEST:
            return
        yield text


def as_event(booking: Booking, address: FeedAddress) -> calendars.CalendarEvent:
    """A booking as everyone may see it: its title only when it is open for all."""
    return calendars.CalendarEvent(
        uid=f"{booking.uuid}-{address.space_id}",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=booking.public_title or _("Opptatt"),
        changed_at=booking.changed_at,
        sequence=booking.sequence,
        location=str(address.space),
        is_cancelled=not booking.is_live,
        is_busy=True,
    )


def name_of(address: FeedAddress) -> str:
    """What the calendar is called in the programs of those who follow it."""
    if isinstance(address.subject, Space):
        return f"{address.subject} – {address.subject.venue}"
    return str(address.subject or _("Alt som skjer"))


def public_addresses() -> list[FeedAddress]:
    """All feeds anyone may follow, everything first, then by name."""
    rows = FeedAddress.objects.filter(revoked_at=None).select_related("venue", "space__venue", "community")
    rows = rows.filter(Q(space=None) | Q(space__archived_at=None))
    return sorted((row for row in rows if row.is_public), key=lambda row: (row.subject is not None, name_of(row)))
