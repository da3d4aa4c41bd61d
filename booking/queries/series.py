"""What becomes of each date of a repeating wish, before anything is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from venues.models import Space
from website.core import clock, formats
from website.core.periods import Period, local_days
from website.core.refusals import Refusal

from .situation import Situation


@dataclass(frozen=True)
class PlannedDate:
    """One date: none of `refusals` means that it can be had; `instead` are other spaces free then."""

    period: Period
    refusals: list[Refusal]
    instead: list[Space]


def situation_of(
    spaces: Sequence[Space],
    periods: Sequence[Period],
    **more: Any,
) -> Situation:
    """Everything known of the spaces on the days of the periods, which are in order."""
    days = [[clock.local(end).date() for end in (period.starts_at, period.ends_at)] for period in periods]
    only = [local_days(first, last) for first, last in days]
    return Situation(spaces, days[0][0], days[-1][1], only=only, **more)


def why_not_that_day(
    situation: Situation, spaces: Sequence[Space], period: Period, people: int | None
) -> list[Refusal]:
    """All reasons why the spaces cannot be had then, each beginning with the day: one of many dates.

    To be asked in order of time: each date counts for what the later ones are allowed.
    """
    day = formats.local_date(period.starts_at).capitalize()
    reasons = [why for space in spaces for why in situation.why_not(space, period, people)]
    situation.limits.count(spaces, period)
    return [Refusal(why.code, f"{day}: {why}", why.field) for why in reasons]


def plan_dates(
    situation: Situation, wanted: Sequence[Space], periods: Sequence[Period], people: int | None
) -> list[PlannedDate]:
    """Each period, in order of time, with its verdict; those that can be had count for what the later are allowed.

    Asks the database no more for many than for one.
    """
    return [_planned(situation, wanted, period, people) for period in periods]


def _planned(situation: Situation, wanted: Sequence[Space], period: Period, people: int | None) -> PlannedDate:
    refusals = [refusal for space in wanted for refusal in situation.why_not(space, period, people)]
    if not refusals:
        situation.limits.count(wanted, period)
    others = [space for space in situation.spaces if space not in wanted] if refusals and len(wanted) == 1 else []
    instead = [space for space in others if situation.can_be_had(space, period, people)]
    return PlannedDate(period, refusals, instead)


def seen_as(dates: Iterable[tuple[int, int]]) -> str:
    """What the waiting dates (id and version) were when somebody looked: another text as soon as one differs."""
    return sha256(repr(sorted(dates)).encode()).hexdigest()[:16]
