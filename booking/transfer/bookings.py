"""Bookings of another system, a thousand at a time: what is free is taken, what is not is told with its line."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
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
from ..operations.claims import Wish, claim_all, claim_each
from .columns import BOOKING_NEEDED, BookingLine
from .csv_files import BadLine, BadLineError, read_lines
from .series import drop_empty_series, make_series

BATCH = 1000  # lines in one transaction: the units are locked for about a second

Take = Callable[..., list[Wish] | None]


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
    by: User
    at: dt.datetime


def import_bookings(file: TextIO, spaces: Mapping[str, Space], *, by: User, at: dt.datetime) -> Outcome:
    """Add what is not here yet; `spaces` by the number the file gives them. Twice adds nothing. Raises BadFileError.

    Nobody is written to: those who booked were answered by the older system.
    """
    outcome = Outcome()
    lines = _read(file, spaces, outcome)
    around = Around(
        spaces,
        people_of({line.person for line in lines if line.person}, at=at),
        _organisations({line.organisation for line in lines if line.organisation}),
        make_series(lines),
        by,
        at,
    )
    for first in range(0, len(lines), BATCH):
        _import_batch(lines[first : first + BATCH], around, outcome)
    drop_empty_series(around.series.values())
    return outcome


def _read(file: TextIO, spaces: Mapping[str, Space], outcome: Outcome) -> list[BookingLine]:
    lines = []
    for number, cells in read_lines(file, BOOKING_NEEDED):
        try:
            line = BookingLine.of(number, cells)
            _check_spaces(line, spaces)
            lines.append(line)
        except BadLineError as error:
            outcome.bad.append(BadLine(number, str(error)))
    return lines


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
    by_key = {line.key: line for line in lines}
    known = set(Booking.objects.filter(key__in=by_key).values_list("key", flat=True))
    new = [line for line in by_key.values() if line.key not in known]
    alone = [line for line in new if any(around.spaces[number].is_pool for number in line.spaces)]
    together = [line for line in new if line not in alone]
    refused = _store(together, around, claim_each)
    outcome.known += len(lines) - len(new)
    outcome.added += len(together) - len(refused)
    for line in alone + refused:
        try:
            _store([line], around, claim_all)
            outcome.added += 1
        except RefusedError as error:
            outcome.bad.append(BadLine(line.line, " ".join(map(str, error.refusals))))


@transaction.atomic
def _store(lines: Sequence[BookingLine], around: Around, take: Take) -> list[BookingLine]:
    """Save the lines' bookings with what they take; answers the lines that were refused."""
    bookings = Booking.objects.bulk_create(_booking(line, around) for line in lines)
    spaces = [[around.spaces[number] for number in line.spaces] for line in lines]
    through = Booking.spaces.through
    pairs = list(zip(bookings, spaces, strict=True))
    through.objects.bulk_create(through(booking=row, space=space) for row, found in pairs for space in found)
    refused = take([Wish(row, found, row.period) for row, found in pairs if row.state in LIVE], at=around.at) or []
    gone = {wish.owner.pk for wish in refused}
    Booking.objects.filter(pk__in=gone).delete()
    _tell_the_house([row for row in bookings if row.pk not in gone], around)
    return [line for line, row in zip(lines, bookings, strict=True) if row.pk in gone]


def _booking(line: BookingLine, around: Around) -> Booking:
    is_answered = line.fields["state"] != BookingState.REQUESTED
    return Booking(
        key=line.key,
        venue=around.spaces[line.spaces[0]].venue,
        starts_at=line.period.starts_at,
        ends_at=line.period.ends_at,
        series=around.series.get(line.series),
        original_start=line.period.starts_at if line.series in around.series else None,
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
