"""What works instead, when what somebody asked for does not."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from venues.enums import SpaceKind
from venues.models import Space
from website.core.periods import Period

from .situation import Situation

MOST = 3


@dataclass(frozen=True)
class Alternatives:
    """Other times for the same spaces, the nearest first; other spaces at the same time, here and in other houses."""

    times: list[Period]
    spaces: list[Space]
    elsewhere: list[Space]

    def __bool__(self) -> bool:
        return bool(self.times or self.spaces or self.elsewhere)


def alternatives(
    situation: Situation, wanted: Sequence[Space], period: Period, people: int | None = None
) -> Alternatives:
    """At most three of each. `situation` covers all spaces that may do, on the days on which it may be."""
    fitting = other_spaces(situation, wanted, period, people)
    here = [space for space in fitting if space.venue_id == wanted[0].venue_id]
    elsewhere = [space for space in fitting if space.venue_id != wanted[0].venue_id]
    return Alternatives(other_times(situation, wanted, period, people), here[:MOST], elsewhere[:MOST])


def other_spaces(
    situation: Situation, wanted: Sequence[Space], period: Period, people: int | None = None
) -> list[Space]:
    """All that can be had then instead of one, the most like it in size first."""
    others = _others(situation.spaces, wanted)
    return [space for space in others if situation.can_be_had(space, period, people)]


def _others(spaces: Iterable[Space], wanted: Sequence[Space]) -> list[Space]:
    """Instead of one: those of its kind, the most like it in size first."""
    if len(wanted) != 1:
        return []
    (one,) = wanted
    alike = [space for space in spaces if space != one and _is_like(one, space)]
    return sorted(alike, key=lambda space: abs((space.capacity or 0) - (one.capacity or 0)))


def _is_like(one: Space, other: Space) -> bool:
    """A projector is no place to be instead of a room, and chairs are no projector."""
    if SpaceKind.EQUIPMENT not in (one.kind, other.kind):
        return True
    is_same_thing = set(one.tags) & set(other.tags) or one.name == other.name
    return one.kind == other.kind and one.is_pool == other.is_pool and bool(is_same_thing)


def other_times(
    situation: Situation, wanted: Sequence[Space], period: Period, people: int | None = None
) -> list[Period]:
    """The nearest of each free period, at most three, so that one can choose between before and after.

    Looks no further than it must: a day far off is not gone through when three nearer times are found.
    """
    begins = period.starts_at
    found: list[Period] = []
    for free in sorted(situation.free(wanted[0]), key=lambda free: _distance(free.period, begins)):
        if len(found) == MOST and _distance(free.period, begins) > abs(found[-1].starts_at - begins):
            break
        others = [free.loan(start, period.length) for start in situation.starts(free)]
        fitting = (
            one for one in _nearest(others, begins) if all(situation.can_be_had(space, one, people) for space in wanted)
        )
        found = _nearest([*found, *islice(fitting, 1)], begins)[:MOST]
    return found


def _nearest(periods: Sequence[Period], begins: dt.datetime) -> list[Period]:
    return sorted(periods, key=lambda one: (abs(one.starts_at - begins), one.starts_at))


def _distance(period: Period, instant: dt.datetime) -> dt.timedelta:
    """How far a start within the period is from the instant, at least."""
    return max(period.starts_at - instant, instant - period.ends_at, dt.timedelta())
