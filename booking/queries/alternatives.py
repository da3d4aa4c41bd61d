"""What works instead, when what somebody asked for does not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from venues.enums import SpaceKind
from venues.models import Space
from website.core.periods import Period

from .situation import Situation

MOST = 3


@dataclass(frozen=True)
class Alternatives:
    """Other times for the same spaces, the nearest first; other spaces at the same time."""

    times: list[Period]
    spaces: list[Space]

    def __bool__(self) -> bool:
        return bool(self.times or self.spaces)


def alternatives(
    situation: Situation, wanted: Sequence[Space], period: Period, people: int | None = None
) -> Alternatives:
    """At most three of each. `situation` covers all spaces of the venue around the period."""
    return Alternatives(_times(situation, wanted, period, people), _spaces(situation, wanted, period, people))


def _times(situation: Situation, wanted: Sequence[Space], period: Period, people: int | None) -> list[Period]:
    """The nearest of each free period, so that one can choose between before and after.

    Looks no further than it must: a day far off is not gone through when three nearer times are found.
    """
    begins = period.starts_at
    found: list[Period] = []
    for free in sorted(situation.free(wanted[0]), key=lambda free: _distance(free.period, begins)):
        if len(found) == MOST and _distance(free.period, begins) > abs(found[-1].starts_at - begins):
            break
        others = [Period(start, start + period.length) for start in situation.starts(free)]
        fitting = (one for one in _nearest(others, begins) if not _refused(situation, wanted, one, people))
        found = _nearest([*found, *islice(fitting, 1)], begins)[:MOST]
    return found


def _nearest(periods: Sequence[Period], begins: dt.datetime) -> list[Period]:
    return sorted(periods, key=lambda one: (abs(one.starts_at - begins), one.starts_at))


def _distance(period: Period, instant: dt.datetime) -> dt.timedelta:
    """How far a start within the period is from the instant, at least."""
    return max(period.starts_at - instant, instant - period.ends_at, dt.timedelta())


def _refused(situation: Situation, wanted: Sequence[Space], period: Period, people: int | None) -> bool:
    return not all(situation.can_be_had(space, period, people) for space in wanted)


def _spaces(situation: Situation, wanted: Sequence[Space], period: Period, people: int | None) -> list[Space]:
    if len(wanted) != 1:
        return []
    is_equipment = wanted[0].kind == SpaceKind.EQUIPMENT  # a projector is no place to be instead of a room
    others = [
        space
        for space in situation.spaces
        if space not in wanted and (space.kind == SpaceKind.EQUIPMENT) == is_equipment
    ]
    return [space for space in others if situation.can_be_had(space, period, people)][:MOST]
