"""Which spaces fit what somebody looks for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from venues.enums import SpaceKind, SpaceTag
from venues.models import Space
from website.core import clock
from website.core.periods import Period

from .situation import Situation

THINGS = {SpaceTag.PROJECTOR, SpaceTag.SCREEN, SpaceTag.HEARING_LOOP}  # can be borrowed without a room


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
    fits = []
    for space in considered(situation.spaces, need):
        if set(need.tags) <= set(space.tags) and (period := _first_fit(situation, space, need)):
            fits.append(Fit(space, period, situation.how_many_left(space.pk, period) if space.is_pool else ""))
    return sorted(fits, key=lambda fit: (fit.space.capacity or 10_000, fit.space.order, fit.space.name))


def _first_fit(situation: Situation, space: Space, need: Need) -> Period | None:
    for free in situation.free(space):
        for starts_at in situation.starts(free):
            local = clock.local(starts_at)
            if local.date() != need.day or (need.starts is not None and local.time() != need.starts):
                continue
            period = Period(starts_at, starts_at + need.length)
            if situation.can_be_had(space, period, need.people):
                return period
    return None
