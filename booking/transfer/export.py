"""All spaces and bookings as the two files that `import_bookings` reads."""

import datetime as dt
from collections.abc import Iterator
from typing import TextIO

from venues.models import Space
from website.core import clock

from ..models import Booking
from .columns import BOOKING_COLUMNS, NO_LIMIT, OWN, SEPARATOR, SPACE_COLUMNS, SPACE_RULES
from .csv_files import write_lines

Line = dict[str, object]
AT_ONCE = 2000  # bookings in memory


def export_spaces(file: TextIO) -> int:
    """Answers how many. The number of a space is venue/space, by their addresses."""
    spaces = Space.objects.select_related("venue").prefetch_related("units").order_by("venue", "order", "pk")
    return write_lines(file, SPACE_COLUMNS, map(_space_line, spaces))


def export_bookings(file: TextIO, *, since: dt.date | None = None) -> int:
    """Answers how many: all, or those that end after the local day `since` begins."""
    found = Booking.objects.select_related("series", "booked_by", "organisation").order_by("starts_at", "pk")
    if since:
        found = found.filter(ends_at__gt=clock.midnight(since))
    rows = found.prefetch_related("spaces__venue").iterator(chunk_size=AT_ONCE)
    return write_lines(file, BOOKING_COLUMNS, _booking_lines(rows))


def _number(space: Space) -> str:
    return f"{space.venue.slug}/{space.slug}"


def _space_line(space: Space) -> Line:
    limits = {rule: getattr(space, rule) for rule in SPACE_RULES}
    return {
        "space": _number(space),
        "venue": space.venue.name,
        "name": space.name,
        "kind": space.kind,
        "units": "" if space.is_pool else SEPARATOR.join(unit.name for unit in space.units.all()),
        "quantity": len(space.units.all()) if space.is_pool else "",
        "tags": SEPARATOR.join(space.tags),
        "archived": "yes" if space.archived_at else "no",
        "needs_approval": "yes" if space.needs_approval else "no",
        "is_whole_day": "yes" if space.is_whole_day else "no",
        **{rule: NO_LIMIT if limit is None else limit for rule, limit in limits.items()},
    }


def _booking_lines(bookings: Iterator[Booking]) -> Iterator[Line]:
    for booking in bookings:
        yield {
            "booking": f"{OWN}{booking.key}",
            "space": SEPARATOR.join(map(_number, booking.spaces.all())),
            "start": clock.local(booking.starts_at).isoformat(),
            "end": clock.local(booking.ends_at).isoformat(),
            "title": booking.title,
            "series": f"{OWN}{booking.series.key}" if booking.series else "",
            "state": booking.state,
            "people": "" if booking.people is None else booking.people,
            "quantity": booking.quantity or "",
            "visibility": booking.visibility,
            "note": booking.note,
            "planned": "yes" if booking.is_planned else "no",
            "reason": booking.reason,
            "person": booking.booked_by.email if booking.booked_by else "",
            "organisation": booking.organisation.name if booking.organisation else "",
        }
