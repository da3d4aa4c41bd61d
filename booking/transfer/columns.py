"""What one line of each file holds. Columns are told to operators in site/docs/handbook/moving.md."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError

from venues.enums import SpaceKind, SpaceTag
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period
from website.core.texts import LineField

from ..enums import BookingState, Visibility
from .csv_files import BadLineError

SPACE_NEEDED = ("space", "venue", "name")
SPACE_RULES = (
    "capacity",
    "min_minutes",
    "max_minutes",
    "grid_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "lead_minutes",
    "days_ahead",
    "cancel_hours",
)
SPACE_COLUMNS = (
    *SPACE_NEEDED,
    "kind",
    "units",
    "quantity",
    "tags",
    "opens",
    "closes",
    "needs_approval",
    "is_whole_day",
    "archived",
    *SPACE_RULES,
)
NO_LIMIT = "none"

BOOKING_NEEDED = ("booking", "space", "start", "end", "title")
BOOKING_COLUMNS = (
    *BOOKING_NEEDED,
    "series",
    "state",
    "people",
    "quantity",
    "visibility",
    "note",
    "planned",
    "reason",
    "person",
    "organisation",
)
SEPARATOR = "|"
YEARS = range(1970, 2200)
OWN = "innbyggertorget:"  # before our own keys, in an export
IMPORTED = uuid.UUID("00000000-0000-4000-8000-000000001a9e")  # the name space of keys made from others' numbers


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """A space as another system knows it; `facts` are fields of Space that are given."""

    number: str
    venue: str
    name: str
    units: tuple[str, ...]
    quantity: int | None
    facts: dict[str, Any]
    hours: tuple[dt.time, dt.time] | None
    is_archived: bool

    @classmethod
    def of(cls, cells: dict[str, str]) -> Self:
        """Raises BadLineError."""
        number, venue, name = (_given(cells, column) for column in SPACE_NEEDED)
        facts: dict[str, Any] = {rule: _limit(rule, cells[rule]) for rule in SPACE_RULES if cells.get(rule)}
        facts["kind"] = _choice(SpaceKind, cells, "kind", SpaceKind.ROOM)
        facts["tags"] = [_choice(SpaceTag, {"tags": tag}, "tags", "") for tag in _parts(cells.get("tags", ""))]
        facts |= {rule: _is_yes(cells, rule) for rule in ("needs_approval", "is_whole_day")}
        units = _parts(cells.get("units", "")) or (name,)
        if any(len(unit) > 100 for unit in units):
            raise BadLineError("The name of a unit is longer than 100 characters.")
        quantity = _quantity(cells)
        return cls(number, venue, name, units, quantity, facts, _hours(cells), _is_yes(cells, "archived"))


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One agreed use. `key` is the same each time the same line is read."""

    line: int
    key: uuid.UUID
    spaces: tuple[str, ...]
    period: Period
    series: str
    fields: dict[str, Any]
    person: str
    organisation: str

    @classmethod
    def of(cls, line: int, cells: dict[str, str]) -> Self:
        """Raises BadLineError."""
        number, _spaces, _start, _end, title = (_given(cells, column) for column in BOOKING_NEEDED)
        period = _period(cells["start"], cells["end"])
        if not (title := LineField(required=False).clean(title)):
            raise BadLineError("The title has no letter and no digit.")
        if len(title) > 120:
            raise BadLineError("The title is longer than 120 characters.")
        fields = {
            "title": title,
            "state": _choice(BookingState, cells, "state", BookingState.CONFIRMED),
            "visibility": _choice(Visibility, cells, "visibility", Visibility.CLOSED),
            "people": _limit("people", cells.get("people", "")),
            "quantity": _quantity(cells),
            "note": cells.get("note", ""),
            "is_planned": _is_yes(cells, "planned"),
            "reason": cells.get("reason", ""),
        }
        spaces = _parts(cells["space"])
        # Other systems may give all dates of a series one number, so time and spaces belong to the key.
        key = key_of(number, period.starts_at.isoformat(), *sorted(spaces))
        return cls(line, key, spaces, period, cells.get("series", ""), fields, _person(cells), _organisation(cells))


def key_of(number: str, *more: str) -> uuid.UUID:
    """A key of our own is kept; of another system's number, and what else tells one from another, a key is made."""
    if number.startswith(OWN):
        try:
            return uuid.UUID(number.removeprefix(OWN))
        except ValueError as error:
            raise BadLineError(f"“{number}” is no number that an export has written.") from error
    return uuid.uuid5(IMPORTED, SEPARATOR.join((number, *more)))


def _given(cells: dict[str, str], column: str) -> str:
    if not cells.get(column):
        raise BadLineError(f"The column {column} is empty." if cells else "The line has more cells than the heading.")
    return cells[column]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(SEPARATOR) if part.strip()))


def _limit(column: str, text: str) -> int | None:
    if text in {"", NO_LIMIT}:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 5 or int(text) > 32767:
        raise BadLineError(f"{column} must be a number from 0 to 32767, not “{text[:20]}”.")
    return int(text)


def _quantity(cells: dict[str, str]) -> int | None:
    if (quantity := _limit("quantity", cells.get("quantity", ""))) == 0:
        raise BadLineError("quantity must be at least 1, or empty.")
    return quantity


def _is_yes(cells: dict[str, str], column: str) -> bool:
    return cells.get(column, "").lower() in {"yes", "true", "1"}


def _choice(choices: Any, cells: dict[str, str], column: str, default: str) -> str:
    text = cells.get(column) or default
    if text not in choices.values:
        raise BadLineError(f"{column} must be one of {', '.join(choices.values)}, not “{text}”.")
    return str(text)


def _hours(cells: dict[str, str]) -> tuple[dt.time, dt.time] | None:
    opens, closes = cells.get("opens", ""), cells.get("closes", "")
    if not opens and not closes:
        return None
    try:
        hours = dt.time.fromisoformat(opens), dt.time.fromisoformat(closes)
    except ValueError as error:
        raise BadLineError("opens and closes must both be times like 08:00.") from error
    if hours[0].tzinfo or hours[1].tzinfo or hours[0] >= hours[1]:
        raise BadLineError("closes must be after opens, on the same day.")
    return hours


def _period(start: str, end: str) -> Period:
    starts_at, ends_at = _instant("start", start), _instant("end", end)
    if ends_at <= starts_at:
        raise BadLineError("The end is not after the start.")
    return Period(starts_at, ends_at)


def _instant(column: str, text: str) -> dt.datetime:
    """Without an offset it is the wall clock of Norway; the hour that comes twice in October is then the first."""
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.year not in YEARS:
            raise BadLineError(f"{column} must be in the years {YEARS[0]} to {YEARS[-1]}.")
        return moment.astimezone(dt.UTC) if moment.tzinfo else clock.at_local(moment.date(), moment.time())
    except BadLineError:
        raise
    except clock.NonexistentTimeError as error:
        raise BadLineError(f"{column}: the clock skips {text} the night summer time begins.") from error
    except (ValueError, OverflowError) as error:
        raise BadLineError(f"{column} must be a time like 2027-03-05T17:30, not “{text}”.") from error


def _person(cells: dict[str, str]) -> str:
    email = cells.get("person", "").lower()
    try:
        if email:
            User._meta.get_field("email").run_validators(email)
    except ValidationError as error:
        raise BadLineError(f"person must be an e-mail address, not “{email}”.") from error
    return email


def _organisation(cells: dict[str, str]) -> str:
    name = cells.get("organisation", "")
    if len(name) > 200:
        raise BadLineError("The name of the organisation is longer than 200 characters.")
    return name
