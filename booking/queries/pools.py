"""What is lent in number, as chairs and desks: how many are taken at each instant. Which ones is nobody's concern."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q

from venues.models import Space
from website.core.periods import Period, merged

from ..models import Claim


@dataclass(frozen=True)
class Use:
    """How many there are, and how many of them are taken from one instant to the next."""

    count: int
    steps: list[tuple[Period, int]]

    def left(self, period: Period) -> int:
        """How many can be had for all of `period`."""
        return self.count - max((taken for part, taken in self.steps if part.overlaps(period)), default=0)

    def lacking(self, number: int) -> list[Period]:
        """When so many cannot be had."""
        return merged(part for part, taken in self.steps if taken + number > self.count)


def steps(periods: Iterable[Period], window: Period) -> list[tuple[Period, int]]:
    """How many of the periods there are at once, from the beginning of the window to its end."""
    changes: Counter[dt.datetime] = Counter({window.starts_at: 0, window.ends_at: 0})
    for part in filter(None, (period.intersection(window) for period in periods)):
        changes[part.starts_at] += 1
        changes[part.ends_at] -= 1
    found, taken = [], 0
    for instant, following in pairwise(sorted(changes)):
        taken += changes[instant]
        found.append((Period(instant, following), taken))
    return found


def use_of_pools(
    pools: Sequence[Space], windows: Sequence[Period], *, now: dt.datetime, own_hold: int | None = None
) -> dict[int, Use]:
    """For each pool's id how it is used from the first of the windows to the last. Two queries, none without pools."""
    if not pools:
        return {}
    window = Period(windows[0].starts_at, windows[-1].ends_at)
    parts = Space.units.through.objects.filter(space__in=pools)
    pool_of = dict(parts.values_list("unit_id", "space_id"))
    counts = Counter(pool_of.values())
    claims = Claim.objects.filter(unit__in=list(pool_of), span__overlap=(window.starts_at, window.ends_at))
    claims = claims.filter(Q(expires_at=None) | Q(expires_at__gt=now))
    if own_hold is not None:
        claims = claims.filter(Q(hold=None) | ~Q(hold=own_hold))
    taken: dict[int, list[Period]] = defaultdict(list)
    for unit, span in claims.values_list("unit_id", "span"):
        taken[pool_of[unit]].append(Period(span.lower, span.upper))
    return {pool.pk: Use(counts[pool.pk], steps(taken[pool.pk], window)) for pool in pools}
