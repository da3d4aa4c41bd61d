"""From a day to a day, both included; None is no limit. Which of two is shorter. Pure."""

import datetime as dt
from typing import Protocol

Validity = tuple[int, dt.timedelta]  # less is shorter


class Span(Protocol):
    """What is valid for some days: weekly rules, closed periods, school holidays."""

    @property
    def valid_from(self) -> dt.date | None: ...
    @property
    def valid_to(self) -> dt.date | None: ...


class Closed(Span, Protocol):
    """A closed period, and why."""

    @property
    def reason(self) -> str: ...


class SchoolHoliday(Span, Protocol):
    """A school holiday, and what it is called."""

    @property
    def name(self) -> str: ...


def covers(span: Span, day: dt.date) -> bool:
    return (span.valid_from or dt.date.min) <= day <= (span.valid_to or dt.date.max)


def validity(*spans: Span) -> Validity:
    """How long all the spans last together. With one limit longer than any with two, with none longer still."""
    first = max(span.valid_from or dt.date.min for span in spans)
    last = min(span.valid_to or dt.date.max for span in spans)
    return (first == dt.date.min) + (last == dt.date.max), last - first
