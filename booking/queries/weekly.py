"""Which spaces can be had at the same time every week."""

from collections.abc import Sequence
from dataclasses import dataclass

from venues.models import Space
from website.core.periods import Period

from .needs import Need, considered
from .situation import Situation


@dataclass(frozen=True)
class WeeklyFit:
    """A space, the first of the dates, and those of them on which it can and cannot be had."""

    space: Space
    period: Period
    free: list[Period]
    missing: list[Period]


def weekly_fits(situation: Situation, need: Need, periods: Sequence[Period]) -> list[WeeklyFit]:
    """Those that have what is needed and can be had on some of the dates: with most dates first, then the smallest.

    Asks the database no more for many spaces or dates than for one.
    """
    suited = [space for space in considered(situation.spaces, need) if set(need.tags) <= set(space.tags)]
    fits = [_fit(situation, need, space, periods) for space in suited]
    found = [fit for fit in fits if fit.free]
    return sorted(found, key=lambda fit: (len(fit.missing), fit.space.capacity or 10_000, fit.space.name))


def _fit(situation: Situation, need: Need, space: Space, periods: Sequence[Period]) -> WeeklyFit:
    free = [period for period in periods if situation.can_be_had(space, period, need.people)]
    return WeeklyFit(space, periods[0], free, [period for period in periods if period not in free])
