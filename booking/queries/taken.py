"""What is in the way of a space. One query each, served by the GiST index of the exclusion constraints."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from psycopg.types.multirange import TimestamptzMultirange

from venues.models import Space
from website.core.periods import Period

from ..models import Claim

LONGEST_BUFFER = dt.timedelta(days=1)

# How a claim blocks a new booking of a space that has buffers of its own: the gap is the larger of the two buffers.
# Closures have no buffers and ask for none.
BLOCKED = """
WITH part AS MATERIALIZED (
    SELECT space.id, unit_id, make_interval(mins => buffer_before_minutes) AS before,
           make_interval(mins => buffer_after_minutes) AS after
    FROM venues_space AS space JOIN venues_space_units AS unit ON unit.space_id = space.id
    WHERE space.id = ANY(%(spaces)s))
SELECT part.id, %(windows)s * range_agg(tstzrange(
    CASE WHEN closure_id IS NULL THEN least(lower(span_before), lower(span) - after) ELSE lower(span) END,
    CASE WHEN closure_id IS NULL THEN greatest(upper(span_after), upper(span) + before) ELSE upper(span) END))
FROM part JOIN booking_claim AS claim
  ON claim.unit_id = part.unit_id  -- for a join by hash; as ranges for the index of the constraint
 AND int8range(claim.unit_id, claim.unit_id, '[]') && int8range(part.unit_id, part.unit_id, '[]')
WHERE span && %(wide)s
  AND span && range_merge(%(wide)s)  -- of which the planner knows how many there are; of many ranges it does not
  AND (expires_at IS NULL OR expires_at > %(now)s)
  AND (hold_id IS NULL OR hold_id IS DISTINCT FROM %(own_hold)s)
GROUP BY part.id
"""


@dataclass(frozen=True)
class Taken:
    """A period in which a space cannot be had, and what may be told about it."""

    period: Period
    kind: str  # booking, closure or hold
    label: str = ""  # the public title or reason; empty when closed to others
    through: str = ""  # what has been borrowed, where it is another space that shares units with this one
    is_part: bool = False  # all of this space is a part of that


def blocked_periods(
    spaces: Iterable[Space], windows: Sequence[Period], *, now: dt.datetime, own_hold: int | None = None
) -> dict[int, list[Period]]:
    """For each space id, the merged parts of `windows` that no booking may touch, buffers of both sides counted."""
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED, parameters(spaces, windows, now=now, own_hold=own_hold))
        return {pk: [Period(part.lower, part.upper) for part in parts] for pk, parts in cursor.fetchall()}


def parameters(
    spaces: Iterable[Space], windows: Sequence[Period], *, now: dt.datetime, own_hold: int | None
) -> dict[str, Any]:
    """What `BLOCKED` is asked with."""
    return {
        "spaces": [space.pk for space in spaces],
        "windows": _multirange(windows),
        "wide": _multirange(_widened(windows)),
        "now": now,
        "own_hold": own_hold,
    }


def _widened(windows: Iterable[Period]) -> list[Period]:
    """As far as a buffer may reach in."""
    return [Period(window.starts_at - LONGEST_BUFFER, window.ends_at + LONGEST_BUFFER) for window in windows]


def _multirange(periods: Iterable[Period]) -> TimestamptzMultirange:
    return TimestamptzMultirange(DateTimeTZRange(period.starts_at, period.ends_at, "[)") for period in periods)


def taken_by_space(
    spaces: Sequence[Space], windows: Iterable[Period], *, now: dt.datetime, own_hold: int | None = None
) -> dict[int, list[Taken]]:
    """For each space id, what is in it or whose buffer may reach in, in order of time; the same but once."""
    units: dict[int, list[int]] = defaultdict(list)
    through = Space.units.through.objects.filter(space__in=spaces)
    for space_id, unit_id in through.values_list("space_id", "unit_id"):
        units[unit_id].append(space_id)
    spans = [Q(span__overlap=(wide.starts_at, wide.ends_at)) for wide in _widened(windows)]
    claims = (
        Claim.objects.filter(reduce(or_, spans), unit__in=list(units))
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .select_related("booking__organisation", "closure")
    )
    if own_hold is not None:
        claims = claims.exclude(hold=own_hold)
    rows = list(claims)
    others = _Others(rows, units)
    found: dict[int, set[Taken]] = defaultdict(set)
    for claim in rows:
        for space_id in units[claim.unit_id]:
            found[space_id].add(others.seen_from(space_id, claim))
    return {space_id: sorted(taken, key=lambda one: one.period) for space_id, taken in found.items()}


class _Others:
    """Which spaces the loans are of that everyone may read about. One query, none when there are no such loans."""

    def __init__(self, claims: Iterable[Claim], spaces_of: dict[int, list[int]]) -> None:
        open_to_all = [claim for claim in claims if claim.booking is not None and claim.booking.public_title]
        self.names = _names_of({claim.booking_id for claim in open_to_all if claim.booking_id})
        self.taken: dict[int, set[int]] = defaultdict(set)
        for claim in open_to_all:
            self.taken[claim.booking_id].add(claim.unit_id)  # type: ignore[index]  # only claims of bookings
        self.units: dict[int, set[int]] = defaultdict(set)
        for unit, space_ids in spaces_of.items():
            for space in space_ids:
                self.units[space].add(unit)

    def seen_from(self, space: int, claim: Claim) -> Taken:
        """What may be told of the claim where one looks at the space."""
        told = describe(claim)
        booked = self.names.get(claim.booking_id or 0, {})
        if not booked or space in booked:
            return told
        is_part = self.units[space] <= self.taken[claim.booking_id]  # type: ignore[index]  # it has a booking
        return replace(told, through=", ".join(booked.values()), is_part=is_part)


def _names_of(bookings: Collection[int]) -> dict[int, dict[int, str]]:
    """For each booking's id its spaces: id and name."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    if bookings:
        rows = Space.objects.filter(bookings__in=bookings).order_by("order", "pk")
        for booking, space, name in rows.values_list("bookings", "pk", "name"):
            found[booking][space] = name
    return found


def describe(claim: Claim) -> Taken:
    """What everyone may know of a claim: never a person's name, a title only when it is open for all (P39)."""
    period = claim.period
    if claim.booking is not None:
        return Taken(period, "booking", claim.booking.public_title)
    if claim.closure is not None:
        return Taken(period, "closure", claim.closure.reason)
    return Taken(period, "hold", "")
