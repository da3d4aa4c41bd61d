"""Which spaces fit what somebody looks for."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from venues.enums import SpaceKind, SpaceTag
from venues.models import Space
from website.core import clock
from website.core.periods import Period

from .situation import Situation

THINGS = {SpaceTag.PROJECTOR, SpaceTag.SCREEN, SpaceTag.HEARING_LOOP}  # can be borrowed without a room

MOST = 3


@dataclass(frozen=True)
class Need:
    """What somebody looks for. `starts` empty: any time of the day."""

    day: dt.date
    starts: dt.time | None = None
    length: dt.timedelta = dt.timedelta(hours=2)
    people: int | None = None
    tags: tuple[str, ...] = ()
    things: bool = False  # equipment, not a place to be
    quantity: int = 1  # of what is lent in number
    is_asked: bool = False

    @property
    def is_for_things(self) -> bool:
        """Nothing is asked for but what equipment can give."""
        return self.things or (bool(self.tags) and set(self.tags) <= THINGS and self.people is None)


@dataclass(frozen=True)
class Fit:
    """A space that fits, and the loan to offer: at the wanted time, or the first that day; of many alike how many."""

    space: Space
    period: Period
    left: str = ""


def considered(spaces: Iterable[Space], need: Need) -> list[Space]:
    """Where one can be; equipment when nothing else is asked for, and alone when it is asked for by name."""
    if need.things:
        return [space for space in spaces if space.kind == SpaceKind.EQUIPMENT or space.is_pool]
    return [space for space in spaces if need.is_for_things or space.kind != SpaceKind.EQUIPMENT]


def fitting_spaces(situation: Situation, need: Need) -> list[Fit]:
    """The spaces that have what is needed and can be had; the smallest that is large enough first."""

    def at_the_time(loans: list[Period], space: Space) -> list[Period]:
        return [one for one in loans if space.is_whole_day or need.starts in (None, _clock(one))]

    fits = _fits(situation, need, at_the_time)
    return sorted(fits, key=lambda fit: (fit.space.capacity or 10_000, fit.space.order, fit.space.name))


def nearest_fits(situation: Situation, need: Need, most: int = MOST) -> list[Fit]:
    """When no space can be had at the wanted time: those that can be had nearest to it the same day."""
    if need.starts is None:
        return []
    wanted = _minutes(need.starts)

    def distance(loan: Period) -> int:
        return abs(_minutes(_clock(loan)) - wanted)

    fits = _fits(situation, need, lambda loans, _space: sorted(loans, key=distance))
    return sorted(fits, key=lambda fit: (distance(fit.period), fit.space.capacity or 10_000))[:most]


def _fits(situation: Situation, need: Need, in_order: Callable[[list[Period], Space], list[Period]]) -> list[Fit]:
    """Each space that has what is needed, with the first of its loans that day, put `in_order`, that can be had."""
    fits = []
    for space in considered(situation.spaces, need):
        if not set(need.tags) <= set(space.tags):
            continue
        loans = [free.loan(one, need.length) for free in situation.free(space) for one in situation.starts(free)]
        loans = in_order([one for one in loans if clock.local(one.starts_at).date() == need.day], space)
        if found := next((one for one in loans if situation.can_be_had(space, one, need.people)), None):
            fits.append(Fit(space, found, situation.how_many_left(space.pk, found) if space.is_pool else ""))
    return fits


def _clock(loan: Period) -> dt.time:
    return clock.local(loan.starts_at).time()


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute
