"""When a calendar says that its owner is busy. Pure; no words of the file are kept."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from website.core import clock
from website.core.periods import Period, merged

MOST_EVENTS = 5000
MOST_PERIODS = 20_000
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}


class TooMuchError(Exception):
    """More events than a house can have, or one that comes many times a day."""


def busy_periods(data: bytes, window: Period) -> list[Period]:
    """The time within `window` that the events take, as fewest periods, in order.

    What is cancelled or marked as free takes none. Days and times without a zone are local. Raises ValueError for what
    is no calendar, TooMuchError for one too large.
    """
    if data.count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise TooMuchError
    found: list[Period] = []
    for calendar in Calendar.from_ical(data, multiple=True):
        _refuse_too_often(calendar)
        for period in _periods(calendar, window):
            found.append(period)
            if len(found) > MOST_PERIODS:
                raise TooMuchError
    return merged(found)


def _refuse_too_often(calendar: Calendar) -> None:
    rules = [rule for event in calendar.walk("VEVENT") for rule in _as_list(event.get("RRULE"))]
    if any(TOO_OFTEN & {str(often).upper() for often in rule.get("FREQ", [])} for rule in rules):
        raise TooMuchError


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _periods(calendar: Any, window: Period) -> Iterator[Period]:
    for event in recurring_ical_events.of(calendar).between(window.starts_at, window.ends_at):
        if event.get("STATUS") == "CANCELLED" or event.get("TRANSP") == "TRANSPARENT":
            continue
        starts_at, ends_at = _instant(event, "DTSTART"), _instant(event, "DTEND")
        if starts_at < ends_at and (part := Period(starts_at, ends_at).intersection(window)):
            yield part


def _instant(event: Any, name: str) -> dt.datetime:
    value = event[name].dt
    if not isinstance(value, dt.datetime):
        return clock.midnight(value)
    return value if value.tzinfo else value.replace(tzinfo=clock.OSLO)
