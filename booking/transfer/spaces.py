"""Spaces of another system: found again by venue and name, else made with their venue, units and hours."""

import datetime as dt
from typing import TextIO

from django.core.exceptions import ValidationError
from django.db import transaction

from venues.models import OpeningRule, Space, Unit, Venue
from venues.operations import open_venue, set_quantity
from website.accounts.models import User
from website.core.slugs import free_slug

from .columns import SPACE_NEEDED, SpaceLine
from .csv_files import BadLine, BadLineError, read_lines

Hours = tuple[dt.time, dt.time]


def import_spaces(file: TextIO, *, by: User, at: dt.datetime) -> tuple[dict[str, Space], list[BadLine]]:
    """The spaces by the number the file gives them, and the lines that could not be taken.

    A space that is here already is left as it is. Raises BadFileError.
    """
    spaces: dict[str, Space] = {}
    bad = []
    for number, cells in read_lines(file, SPACE_NEEDED):
        try:
            line = SpaceLine.of(cells)
            if line.number in spaces:
                raise BadLineError(f"The space {line.number} has been told before.")
            spaces[line.number] = _find(line) or _make(line, by, at)
        except BadLineError as error:
            bad.append(BadLine(number, str(error)))
        except ValidationError as error:
            bad.append(BadLine(number, " ".join(error.messages)))
    return spaces, bad


def _find(line: SpaceLine) -> Space | None:
    return Space.objects.select_related("venue").filter(venue__name=line.venue, name=line.name).first()


@transaction.atomic
def _make(line: SpaceLine, by: User, at: dt.datetime) -> Space:
    facts = line.facts | {"is_pool": bool(line.quantity), "archived_at": at if line.is_archived else None}
    venue = open_venue(name=line.venue, by=by)
    order = venue.spaces.count()
    slug = free_slug(line.name, venue.spaces.all())
    space = Space(venue=venue, name=line.name, slug=slug, order=order, **facts)
    space.full_clean()
    space.save()
    if line.quantity:
        set_quantity(space, line.quantity, by=by, at=at)
    else:
        space.units.set(_unit(venue, name) for name in line.units)
    if line.hours:
        _open(venue, space, line.hours)
    return space


def _unit(venue: Venue, name: str) -> Unit:
    unit, _made = Unit.objects.get_or_create(venue=venue, name=name)
    if unit.spaces.filter(is_pool=True).exists():
        raise BadLineError(f"“{name}” is one of many alike that are lent in number.")
    return unit


def _open(venue: Venue, space: Space, hours: Hours) -> None:
    """The first hours told are those of the house; a space that has others gets hours of its own."""
    of_house = OpeningRule.objects.filter(venue=venue, space=None)
    if not of_house.exists():
        _open_each_day(venue, None, hours)
    elif not of_house.filter(opens=hours[0], closes=hours[1]).exists():
        _open_each_day(venue, space, hours)


def _open_each_day(venue: Venue, space: Space | None, hours: Hours) -> None:
    opens, closes = hours
    OpeningRule.objects.bulk_create(
        OpeningRule(venue=venue, space=space, weekday=weekday, opens=opens, closes=closes) for weekday in range(7)
    )
