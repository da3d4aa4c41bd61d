"""From the rows of a feed to the bytes of its calendar: the texts that stand in the rows, joined."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from programmes.models.occurrence import OccurrenceQuerySet
from programmes.operations.calendar_texts import as_event as occurrence_event
from website.core import calendars, clock
from website.core.calendars import CalendarEvent, event_text

from . import busy
from .models import Followed
from .queries import occurrences_of, window

LARGEST = 900_000  # bytes, the header too: Google drops files over a million without a word
HEADER = 2_500  # more than it ever is
MOST_EVENTS = 2_500  # more than fit, so that no more are fetched

Event = TypeVar("Event")
Row = TypeVar("Row")

busy_text = lru_cache(maxsize=10_000)(event_text)  # bookings keep no text of their own


def build(followed: Followed, today: dt.date) -> bytes:
    """The whole calendar. A larger one leaves out what is farthest from today, and says so."""
    texts = list(nearest_first(followed, today))
    kept = list(within_size(texts))
    note = _("Her er det som er nærmest i tid. Resten kommer etter hvert.") if len(kept) < len(texts) else ""
    return calendars.calendar_text(
        followed.name,
        kept,
        source=f"{settings.PUBLIC_BASE_URL}{followed.get_absolute_url()}",
        url=f"{settings.PUBLIC_BASE_URL}{followed.about_url}",
        note=note,
    )


def nearest_first(followed: Followed, today: dt.date) -> Iterator[str]:
    """What is coming, in order of time; then what has been, the latest first."""
    anew = {row.pk: event_text(occurrence_event(row)) for row in _written_late(followed, today)}
    rows = _rows(followed, today, lambda rows: rows.values_list("starts_at", "pk", "ics"))
    texts = [(starts_at, anew.get(pk, ics)) for starts_at, pk, ics in rows]
    texts += [(event.starts_at, busy_text(event)) for event in _busy(followed, today)]
    return _in_order(texts, today)


def events_of(followed: Followed, today: dt.date) -> Iterator[CalendarEvent]:
    """The same, as events."""
    events = [occurrence_event(row) for row in _rows(followed, today, OccurrenceQuerySet.with_places)]
    events += _busy(followed, today)
    return _in_order(((event.starts_at, event) for event in events), today)


def _in_order(events: Iterable[tuple[dt.datetime, Event]], today: dt.date) -> Iterator[Event]:
    midnight = clock.midnight(today)
    by_time = sorted(events, key=itemgetter(0))
    yield from (event for starts_at, event in by_time if starts_at >= midnight)
    yield from (event for starts_at, event in reversed(by_time) if starts_at < midnight)


def _rows(followed: Followed, today: dt.date, shown: Callable[[OccurrenceQuerySet], Iterable[Row]]) -> Iterator[Row]:
    """At most so many of what is coming, and as many of what has been."""
    midnight, rows = clock.midnight(today), occurrences_of(followed, window(today))
    for part in (rows.filter(starts_at__gte=midnight), rows.filter(starts_at__lt=midnight).reverse()):
        yield from shown(part[:MOST_EVENTS])


def _written_late(followed: Followed, today: dt.date) -> OccurrenceQuerySet:
    """Those whose texts are of an older version."""
    return occurrences_of(followed, window(today)).exclude(ics_version=calendars.VERSION).with_places()


def _busy(followed: Followed, today: dt.date) -> list[CalendarEvent]:
    """Of a room, when it is taken."""
    if followed.space is None:
        return []
    bookings = busy.bookings_of(followed.space, window(today))[: 2 * MOST_EVENTS]
    return [busy.as_event(booking, followed.space) for booking in bookings]


def within_size(texts: Iterable[str]) -> Iterator[str]:
    """As many from the beginning as there is room for."""
    size = HEADER
    for text in texts:
        size += len(text.encode())
        if size > LARGEST:
            return
        yield text
