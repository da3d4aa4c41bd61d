"""Where loans that are in the way can be instead: another space at the same time, or another time."""

import copy
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from venues.models import Space
from website.core import clock, formats
from website.core.periods import Period

from ..models import Booking
from .alternatives import MOST, other_spaces, other_times
from .situation import Situation

A_WEEK = dt.timedelta(days=7)
TWO_MONTHS = dt.timedelta(days=60)


@dataclass(frozen=True)
class Place:
    """Spaces and a period that were free for a loan, as the loan was in its `version`."""

    spaces: Sequence[Space]
    period: Period
    version: int

    @property
    def answer(self) -> str:
        """What a form calls it."""
        return "-".join([f"{self.period.starts_at:%Y%m%dT%H%M}", *(str(space.pk) for space in self.spaces)])

    def words(self, booking: Booking) -> str:
        """«Flytt til Kjøkkenet, samme tid» or «Flytt til onsdag 6. januar kl. 10:00–12:00, samme rom»."""
        if self.period == booking.period:
            names = ", ".join(space.name for space in self.spaces)
            return _("Flytt til %(names)s, samme tid") % {"names": names}
        about = {"day": formats.local_date(self.period.starts_at), "hours": formats.local_hours(self.period)}
        return _("Flytt til %(day)s kl. %(hours)s, samme sted") % about


def places(
    bookings: Sequence[Booking], gone: Collection[int], period: Period, *, at: dt.datetime
) -> dict[int, list[Place]]:
    """For each loan's id where it can be while the spaces `gone`, by id, are shut for `period`. All of one venue.

    The rules hold but for how early one must ask: who moves it is a host. What has begun stays where it is, and what
    the programme has set up is moved there. As many queries for thirty loans as for three.
    """
    movable = [one for one in bookings if one.starts_at > at and not one.is_planned]
    if not movable:
        return {}
    first = max(at, min(one.starts_at for one in movable) - A_WEEK)
    last = min(period.ends_at + A_WEEK, max(one.ends_at for one in movable) + TWO_MONTHS)
    days = clock.local(first).date(), clock.local(last).date()
    rows = Space.objects.active().filter(venue=movable[0].venue_id).select_related("venue")
    spaces = {space.pk: _as_hosts_lend(space) for space in rows}
    found: dict[int, list[Place]] = {}
    movable.sort(key=lambda one: one.quantity or 1)
    for quantity, group in groupby(movable, key=lambda one: one.quantity or 1):
        situation = Situation(spaces.values(), *days, at=at, quantity=quantity)
        situation.shut(gone, period)
        found |= {one.pk: _places(situation, spaces, one, gone) for one in group}
    return found


def _as_hosts_lend(space: Space) -> Space:
    """A copy without the rules of when one must ask."""
    lent = copy.copy(space)
    lent.lead_minutes, lent.days_ahead = 0, None
    return lent


def _places(situation: Situation, spaces: dict[int, Space], booking: Booking, gone: Collection[int]) -> list[Place]:
    wanted = [spaces[space.pk] for space in booking.spaces.all() if space.pk in spaces]
    lost = [space for space in wanted if space.pk in gone]
    if len(wanted) < len(booking.spaces.all()) or not lost:
        return []
    kept = [space for space in wanted if space not in lost]
    others = other_spaces(situation, lost, booking.period, booking.people)[:MOST]
    times = other_times(situation, wanted, booking.period, booking.people)
    return [
        *(Place([*kept, other], booking.period, booking.version) for other in others),
        *(Place(wanted, time, booking.version) for time in times),
    ]


def sharing(spaces: Sequence[Space]) -> set[int]:
    """The ids of all spaces that have a unit in common with one of these."""
    units = Space.units.through.objects.filter(space__in=spaces).values("unit_id")
    return set(Space.units.through.objects.filter(unit__in=units).values_list("space_id", flat=True))
