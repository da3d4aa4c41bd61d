"""When is it open? Pure: from rows and a date to half-open periods in UTC."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

import holidays

from website.core import clock
from website.core.periods import Period, merged

ALWAYS = dt.timedelta.max


class Hours(Protocol):
    """What weekly rules and dated exceptions have in common."""

    @property
    def opens(self) -> dt.time | None: ...
    @property
    def closes(self) -> dt.time | None: ...
    @property
    def closes_next_day(self) -> bool: ...


class Weekly(Hours, Protocol):
    """A weekly rule."""

    weekday: int
    valid_from: dt.date | None
    valid_to: dt.date | None


class Dated(Hours, Protocol):
    """A dated exception."""

    date: dt.date


def opening_periods(
    day: dt.date, *, rules: Sequence[Weekly], exceptions: Sequence[Dated], closed_on_holidays: bool = False
) -> list[Period]:
    """The periods that begin on this local day, merged.

    Precedence: dated exceptions; then public holidays, if the venue closes on them; then the weekly rules with the
    shortest validity that covers the day (design 4).
    """
    dated = [found for found in exceptions if found.date == day]
    if dated:
        return _periods(day, dated)
    if closed_on_holidays and holiday_name(day):
        return []
    valid = [rule for rule in rules if covers(rule, day)]
    if not valid:
        return []
    shortest = min(validity(rule) for rule in valid)
    return _periods(day, [rule for rule in valid if validity(rule) == shortest and rule.weekday == day.weekday()])


def covers(rule: Weekly, day: dt.date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (rule.valid_to is None or day <= rule.valid_to)


def validity(rule: Weekly) -> dt.timedelta:
    """How long a rule is valid; ALWAYS when it has no beginning or no end."""
    if rule.valid_from is None or rule.valid_to is None:
        return ALWAYS
    return rule.valid_to - rule.valid_from


def _periods(day: dt.date, hours: Iterable[Hours]) -> list[Period]:
    periods = []
    for found in hours:
        if found.opens is None or found.closes is None:
            continue  # closed all day
        last = day + dt.timedelta(days=1) if found.closes_next_day else day
        starts_at, ends_at = instant(day, found.opens), instant(last, found.closes)
        if starts_at < ends_at:
            periods.append(Period(starts_at, ends_at))
    return merged(periods)


def instant(day: dt.date, time: dt.time) -> dt.datetime:
    """The instant of a wall time; one that is skipped in March means the moment the clock moves."""
    try:
        return clock.at_local(day, time)
    except clock.NonexistentTimeError:
        return clock.at_local(day, time.replace(hour=time.hour + 1, minute=0, second=0))


@lru_cache(maxsize=64)
def _holidays_of(year: int, language: str) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("NO", years=year, language=language))


def holiday_name(day: dt.date, language: str = "nb") -> str:
    """The name of a public holiday, in English or else Norwegian, or empty. Sundays are not counted (S057)."""
    return _holidays_of(day.year, "en_US" if language == "en" else "no").get(day, "")
