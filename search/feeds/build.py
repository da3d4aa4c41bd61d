"""From the rows of a feed to the bytes of its calendar: the texts that stand in the rows, joined."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from programmes.operations.calendar_texts import as_event as occurrence_event
from website.core import calendars, clock
from website.core.calendars import event_text

from . import busy
from .models import FeedAddress
from .queries import occurrences_of, window

LARGEST = 900_000  # bytes, the header too: Google drops files over a million without a word
HEADER = 2_500  # more than it ever is
MOST_EVENTS = 2_500  # more than fit, so that no more are fetched

busy_text = lru_cache(maxsize=10_000)(event_text)  # bookings keep no text of their own


def build(address: FeedAddress, today: dt.date) -> bytes:
    """The whole calendar. A larger one leaves out what is farthest from today, and says so."""
    texts = list(nearest_first(address, today))
    kept = list(within_size(texts))
    note = _("Her er det som er nærmest i tid. Resten kommer etter hvert.") if len(kept) < len(texts) else ""
    page = address.subject.get_absolute_url() if address.subject else "/det-som-skjer/"
    return calendars.calendar_text(
        address.name,
        kept,
        source=f"{settings.PUBLIC_BASE_URL}{address.get_absolute_url()}",
        url=f"{settings.PUBLIC_BASE_URL}{page}",
        note=note,
    )


def nearest_first(address: FeedAddress, today: dt.date) -> Iterator[str]:
    """What is coming, in order of time; then what has been, the latest first."""
    midnight = clock.midnight(today)
    events = list(_events(address, today))
    yield from (text for starts_at, text in sorted(events) if starts_at >= midnight)
    yield from (text for starts_at, text in sorted(events, reverse=True) if starts_at < midnight)


def _events(address: FeedAddress, today: dt.date) -> Iterator[tuple[dt.datetime, str]]:
    """At most so many of what is coming, and as many of what has been."""
    midnight, period = clock.midnight(today), window(today)
    rows = occurrences_of(address, period)
    late = rows.exclude(ics_version=calendars.VERSION).with_places()  # written by an older version of the texts
    anew = {row.pk: event_text(occurrence_event(row)) for row in late}
    for part in (rows.filter(starts_at__gte=midnight), rows.filter(starts_at__lt=midnight).reverse()):
        for pk, starts_at, ics in part.values_list("pk", "starts_at", "ics")[:MOST_EVENTS]:
            yield starts_at, anew.get(pk, ics)
    if address.space is not None:
        for booking in busy.bookings_of(address.space, period)[: 2 * MOST_EVENTS]:
            yield booking.starts_at, busy_text(busy.as_event(booking, address.space))


def within_size(texts: Iterable[str]) -> Iterator[str]:
    """As many from the beginning as there is room for."""
    size = HEADER
    for text in texts:
        size += len(text.encode())
        if size > LARGEST:
            return
        yield text
