"""What works instead, when what somebody asked for does not."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    starts = [start for free in situation.free(wanted[0]) for start in situation.starts(free)]
    starts.sort(key=lambda start: abs(start - period.starts_at))
    found: list[Period] = []
    for start in starts:
        other = Period(start, start + period.length)
        if all(situation.can_be_had(space, other, people) for space in wanted):
            found.append(other)
        if len(found) == MOST:
            break
    return found


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
