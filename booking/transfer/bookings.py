"""Bookings of another system, a thousand at a time: what is free is taken, what is not is told with its line."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import ModelLogEntry

from venues.models import Space
from website.accounts.models import Organisation, User
from website.accounts.operations import people_of
from website.core.refusals import RefusedError
from website.core.slugs import free_slug

from .. import signals
from ..enums import LIVE, BookingState, Visibility
from ..models import Booking, BookingSeries
from ..operations.changes import send_later
from ..operations.claims import Wish, claim_all
from .columns import BOOKING_NEEDED, BookingLine
from .csv_files import BadLine, BadLineError, read_lines
from .series import dates_in, drop_empty_series, make_series

BATCH = 1000  # lines in one transaction: the units are locked for about a second
LOCK = 0x1A9E


@dataclass
class Outcome:
    """How many bookings were added, how many were here already, and the lines that could not be taken."""

    added: int = 0
    known: int = 0
    bad: list[BadLine] = field(default_factory=list)


@dataclass(frozen=True)
class Around:
    """What the lines point to by name, and who answers for them."""

    spaces: Mapping[str, Space]
    people: Mapping[str, User]
    organisations: Mapping[str, Organisation]
    series: Mapping[str, BookingSeries]
    dates: Set[tuple[int, dt.datetime]]  # of the series, with a booking already
    by: User
    at: dt.datetime


def import_bookings(file: TextIO, spaces: Mapping[str, Space], *, by: User, at: dt.datetime) -> Outcome:
    """Add what is not here yet; `spaces` by the number the file gives them. Twice adds nothing. Raises BadFileError.

    Nobody is written to: those who booked were answered by the older system.
    """
    outcome = Outcome()
    with one_at_a_time():
        _import(_read(file, spaces, outcome), spaces, by, at, outcome)
    return outcome


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Another import waits: it might be of the same file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _import(
    lines: Sequence[BookingLine], spaces: Mapping[str, Space], by: User, at: dt.datetime, outcome: Outcome
) -> None:
    series = make_series(lines)
    around = Around(
        spaces,
        people_of({line.person for line in lines if line.person}, at=at),
        _organisations({line.organisation for line in lines if line.organisation}),
        series,
        dates_in(series.values()),
        by,
        at,
    )
    for first in range(0, len(lines), BATCH):
        _import_batch(lines[first : first + BATCH], around, outcome)
    drop_empty_series(series.values())


def _read(file: TextIO, spaces: Mapping[str, Space], outcome: Outcome) -> list[BookingLine]:
    lines: dict[uuid.UUID, BookingLine] = {}
    for number, cells in read_lines(file, BOOKING_NEEDED):
        try:
            line = BookingLine.of(number, cells)
            _check_spaces(line, spaces)
            if same := lines.get(line.key):
                raise BadLineError(f"The same booking has been told in line {same.line}.")
            lines[line.key] = line
        except BadLineError as error:
            outcome.bad.append(BadLine(number, str(error)))
    return list(lines.values())


def _check_spaces(line: BookingLine, spaces: Mapping[str, Space]) -> None:
    if unknown := [number for number in line.spaces if number not in spaces]:
        raise BadLineError(f"There is no space {', '.join(unknown)} in the file of spaces.")
    if len({spaces[number].venue_id for number in line.spaces}) != 1:
        raise BadLineError("The spaces of one booking must belong to one venue.")


def _organisations(names: set[str]) -> dict[str, Organisation]:
    found = {organisation.name: organisation for organisation in Organisation.objects.filter(name__in=names)}
    for name in sorted(names - set(found)):
        found[name] = Organisation.objects.create(name=name, slug=free_slug(name, Organisation.objects.all()))
    return found


def _import_batch(lines: Sequence[BookingLine], around: Around, outcome: Outcome) -> None:
    known = set(Booking.objects.filter(key__in=[line.key for line in lines]).values_list("key", flat=True))
    new = [line for line in lines if line.key not in known]
    outcome.known += len(lines) - len(new)
    _take(new, around, outcome)


def _take(lines: Sequence[BookingLine], around: Around, outcome: Outcome) -> None:
    """All at once; when something is in the way, one half and then the other, so that the first line wins."""
    is_one, half = len(lines) == 1, len(lines) // 2
    try:
        if lines:
            _store(lines, around, is_explained=is_one)
        outcome.added += len(lines)
    except RefusedError as error:
        if is_one:
            outcome.bad.append(BadLine(lines[0].line, " ".join(map(str, error.refusals))))
            return
        _take(lines[:half], around, outcome)
        _take(lines[half:], around, outcome)


@transaction.atomic
def _store(lines: Sequence[BookingLine], around: Around, *, is_explained: bool) -> None:
    """Save the lines' bookings with what they take. Raises RefusedError when one cannot be had."""
    bookings = Booking.objects.bulk_create(_booking(line, around) for line in lines)
    spaces = [[around.spaces[number] for number in line.spaces] for line in lines]
    through = Booking.spaces.through
    pairs = list(zip(bookings, spaces, strict=True))
    through.objects.bulk_create(through(booking=row, space=space) for row, found in pairs for space in found)
    wishes = [Wish(row, found, row.period) for row, found in pairs if row.state in LIVE]
    claim_all(wishes, at=around.at, is_explained=is_explained)
    _tell_the_house(bookings, around)


def _booking(line: BookingLine, around: Around) -> Booking:
    series = around.series.get(line.series)
    if series and (series.pk, line.period.starts_at) in around.dates:  # the date was mended: it has another place now
        series = None
    is_answered = line.fields["state"] != BookingState.REQUESTED
    return Booking(
        key=line.key,
        venue=around.spaces[line.spaces[0]].venue,
        starts_at=line.period.starts_at,
        ends_at=line.period.ends_at,
        series=series,
        original_start=line.period.starts_at if series else None,
        organisation=around.organisations.get(line.organisation),
        booked_by=around.people.get(line.person),
        decided_by=around.by if is_answered else None,
        decided_at=around.at if is_answered else None,
        **line.fields,
    )


def _tell_the_house(bookings: Sequence[Booking], around: Around) -> None:
    """A line in the log for each; what is open for all and still to come is news to the programme."""
    kind = ContentType.objects.get_for_model(Booking)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind,
            object_id=row.pk,
            label=str(row),
            action="booking.imported",
            timestamp=around.at,
            user=around.by,
        )
        for row in bookings
    )
    for row in bookings:
        if (row.visibility, row.state) == (Visibility.PUBLIC, BookingState.CONFIRMED) and row.ends_at > around.at:
            send_later(signals.booking_confirmed, row, around.by)
