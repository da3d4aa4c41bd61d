"""When is it open, and why does a day differ? Pure: from rows and a date to half-open periods in UTC."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache
from typing import Protocol

import holidays

from website.core import clock
from website.core.periods import Period, merged

from .enums import HoldsIn
from .spans import Closed, SchoolHoliday, Span, Validity, covers, validity


class Hours(Protocol):
    """What weekly rules and dated exceptions have in common."""

    @property
    def opens(self) -> dt.time | None: ...
    @property
    def closes(self) -> dt.time | None: ...
    @property
    def closes_next_day(self) -> bool: ...


class Weekly(Hours, Span, Protocol):
    """A weekly rule."""

    weekday: int
    holds_in: str


class Dated(Hours, Protocol):
    """A dated exception."""

    date: dt.date
    reason: str


class Because(Enum):
    """What decided a day."""

    WEEKLY = auto()
    SCHOOL_HOLIDAY = auto()
    CLOSED_PERIOD = auto()
    PUBLIC_HOLIDAY = auto()
    EXCEPTION = auto()


@dataclass
class Timetable:
    """What is said about the hours of a venue, or of one space of it."""

    rules: list[Weekly] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    exceptions: list[Dated] = field(default_factory=list)


@dataclass(frozen=True)
class Decided:
    """The periods that begin on a day, merged. `reason` is empty for a usual day, and when nobody has said it."""

    periods: list[Period]
    because: Because
    reason: str = ""


@dataclass(frozen=True)
class _Standing(Decided):
    """What stands until something shorter comes."""

    validity: Validity = (0, dt.timedelta())

    def closes(self, other: "_Standing") -> bool:
        return self.because is Because.CLOSED_PERIOD and self.validity <= other.validity


def decide(
    day: dt.date,
    house: Timetable,
    own: Timetable,
    *,
    school: Sequence[SchoolHoliday] = (),
    closed_on_holidays: bool = False,
) -> Decided:
    """The hours of a venue (`own` is empty) or of a space with something of its own (design 4).

    Precedence: dated exceptions, the space's before the venue's; public holidays, if the venue closes on them; then the
    shortest period that covers the day, closed or open, and closed when two are as short. The space's own weekly rules
    stand before the venue's, yet a closed venue closes them too, unless they are valid for a shorter time. A space
    closed on its own opens by nothing but its own. In a school holiday a rule for school holidays only is valid as long
    as the holiday.
    """
    holiday = min((found for found in school if covers(found, day)), key=validity, default=None)
    found = _decide(day, house, own, holiday, closed_on_holidays)
    if holiday and found.because is Because.WEEKLY:
        usual = _decide(day, house, own, None, closed_on_holidays)
        if found.periods != usual.periods:
            return replace(found, because=Because.SCHOOL_HOLIDAY, reason=holiday.name)
    return found


def _decide(
    day: dt.date, house: Timetable, own: Timetable, holiday: SchoolHoliday | None, closed_on_holidays: bool
) -> Decided:
    of_space, of_house = _standing(day, own, holiday), _standing(day, house, holiday)
    if found := _dated(day, own):
        return found
    if of_space and of_space.because is Because.CLOSED_PERIOD:
        return of_space
    if found := _dated(day, house):
        return found
    if closed_on_holidays and holiday_name(day):
        return Decided([], Because.PUBLIC_HOLIDAY)
    if of_space and not (of_house and of_house.closes(of_space)):
        return of_space
    return of_house or Decided([], Because.WEEKLY)


def _dated(day: dt.date, table: Timetable) -> Decided | None:
    found = [one for one in table.exceptions if one.date == day]
    reason = next((one.reason for one in found if one.reason), "")
    return Decided(_periods(day, found), Because.EXCEPTION, reason) if found else None


def _standing(day: dt.date, table: Timetable, holiday: SchoolHoliday | None) -> _Standing | None:
    """The shortest that covers the day; None when nothing does."""
    closed = min((one for one in table.closed if covers(one, day)), key=validity, default=None)
    valid = [(found, rule) for rule in table.rules if (found := _valid_on(day, rule, holiday))]
    shortest = min((found for found, _rule in valid), default=None)
    if closed and (shortest is None or validity(closed) <= shortest):
        return _Standing([], Because.CLOSED_PERIOD, closed.reason, validity(closed))
    if shortest is None:
        return None
    today = [rule for found, rule in valid if found == shortest and rule.weekday == day.weekday()]
    return _Standing(_periods(day, today), Because.WEEKLY, validity=shortest)


def _valid_on(day: dt.date, rule: Weekly, holiday: SchoolHoliday | None) -> Validity | None:
    """How long the rule is valid, None when not on this day."""
    if not covers(rule, day) or rule.holds_in == (HoldsIn.TERM if holiday else HoldsIn.HOLIDAYS):
        return None
    return validity(rule, holiday) if holiday and rule.holds_in == HoldsIn.HOLIDAYS else validity(rule)


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
