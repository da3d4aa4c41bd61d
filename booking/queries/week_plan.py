"""A venue's week: for each space and day, how long it is free and when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from venues.models import Space
from website.core.periods import Period, local_day

from .situation import Situation


@dataclass(frozen=True)
class DayCell:
    """What is free of a space on a day: the parts inside that day."""

    day: dt.date
    free: list[Period]
    is_open: bool
    why: str  # it is closed, where that is not as every week

    @property
    def total(self) -> dt.timedelta:
        return sum((period.length for period in self.free), dt.timedelta())


@dataclass(frozen=True)
class WeekRow:
    space: Space
    cells: list[DayCell]


def week_plan(situation: Situation, days: Sequence[dt.date]) -> list[WeekRow]:
    """A row for each space. Asks the database nothing of its own."""
    return [WeekRow(space, [_cell(situation, space, day) for day in days]) for space in situation.spaces]


def _cell(situation: Situation, space: Space, day: dt.date) -> DayCell:
    whole_day = local_day(day)
    free = [part for one in situation.free(space) if (part := one.period.intersection(whole_day))]
    is_open = any(opening.overlaps(whole_day) for opening in situation.open(space))
    return DayCell(day, free, is_open, situation.why_closed(space, day))
