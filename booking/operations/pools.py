"""Which units of a pool each loan takes. They are alike, so others' loans change units where that makes room."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from ..models import Claim

EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)
Seating = tuple[set[int], list[Claim]]


def seat_new(units: Sequence[int], new: Sequence[Claim], *, at: dt.datetime) -> Seating | None:
    """Give each of `new` a unit for itself; the ids of claims to give up and all the rows to store instead.

    None when there are too few at some instant, and only then: when no unit is free throughout, the claims that are not
    over by `at`, or by the first of `new` when that is earlier, are seated anew. The caller has locked the units.
    """
    first, last = min(claim.span.lower for claim in new), max(claim.span.upper for claim in new)
    there = list(Claim.objects.filter(unit__in=units, span__overlap=(first, last)))
    for claim in new:
        claim.unit_id = next((unit for unit in units if not _is_met(claim, unit, there)), 0)
        there.append(claim)
    if all(claim.unit_id for claim in new):
        return set(), list(new)
    for claim in new:
        claim.unit_id = 0
    there = list(Claim.objects.filter(unit__in=units, span__endswith__gt=min(at, first)))
    return seat_anew(units, [*there, *new], at=at)


def seat_anew(units: Iterable[int], claims: Iterable[Claim], *, at: dt.datetime) -> Seating | None:
    """A unit for each claim so that none meet, its own where it can stay. None when there are too few.

    In order of time, as many units as there are claims at once are always enough. What has begun takes its new unit
    from `at` on: others may have had that before.
    """
    units, claims = sorted(units), sorted(claims, key=lambda claim: (claim.span.lower, not claim.unit_id))
    free_from = dict.fromkeys(units, EARLIEST)
    on: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        on[claim.unit_id].append(claim)
    lost, rows = set(), []
    for claim in claims:
        free = [unit for unit in units if free_from[unit] <= claim.span.lower]
        if not free:
            return None
        unit = claim.unit_id if claim.unit_id in free else min(free, key=lambda unit: _is_met(claim, unit, on[unit]))
        free_from[unit] = claim.span.upper
        if unit != claim.unit_id:
            lost.add(claim.pk)
            rows.append(_moved(claim, unit, at))
    return lost - {None}, rows


def _is_met(claim: Claim, unit: int, there: Iterable[Claim]) -> bool:
    """By another on the unit."""
    mine = claim.span
    others = (other.span for other in there if other.unit_id == unit)
    return any(mine.lower < other.upper and other.lower < mine.upper for other in others)


def _moved(claim: Claim, unit: int, at: dt.datetime) -> Claim:
    fields = {field.attname: getattr(claim, field.attname) for field in Claim._meta.concrete_fields}
    if claim.pk and claim.span.lower < at < claim.span.upper:
        rest = DateTimeTZRange(at, claim.span.upper, "[)")
        fields["span"] = rest
        if claim.closure_id is None:
            fields |= {"span_after": rest, "span_before": rest}
    return Claim(**fields | {"id": None, "unit_id": unit})
