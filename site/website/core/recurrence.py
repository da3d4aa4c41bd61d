"""Repetition: a rule as one RRULE line, expanded in wall-clock time.

django-recurrence keeps a start in UTC (18:00 becomes 19:00 in summer), so the field stores the rule alone. Start,
length and last day stand in columns of their own; dates left out are rows, not exceptions in the text.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

import recurrence
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from recurrence import Recurrence, Rule
from recurrence.exceptions import RecurrenceError
from recurrence.fields import RecurrenceField

from . import clock
from .periods import Period

FREQUENCIES = (recurrence.DAILY, recurrence.WEEKLY, recurrence.MONTHLY)
MOST_DATES = 1000


class RuleAttribute(DeferredAttribute):
    """The field's own descriptor raises KeyError after only() and defer(); Django's does not."""

    def __set__(self, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class RuleField(RecurrenceField):
    """One rule, or none for what happens once. Raises ValidationError for every other text, and never anything else."""

    def __init__(self, **options: Any) -> None:
        options.pop("include_dtstart", None)
        super().__init__(include_dtstart=False, **options)

    def to_python(self, value: Any) -> Recurrence | None:
        try:
            return super().to_python(value)
        except (RecurrenceError, ValueError, OverflowError) as error:
            raise ValidationError(_("Dette er ikke en gyldig gjentakelse."), code="rule") from error

    def validate(self, value: Recurrence | None, instance: Model | None) -> None:
        super().validate(value, instance)
        if value and not is_plain(value):
            raise ValidationError(_("Dette er ikke en gyldig gjentakelse."), code="rule")

    def contribute_to_class(self, cls: type[Model], *args: Any, **options: Any) -> None:
        super().contribute_to_class(cls, *args, **options)
        setattr(cls, self.attname, RuleAttribute(self))


def weekly(weekdays: list[int], every: int = 1) -> Recurrence:
    """Each of `weekdays` (Monday is 0), every `every` weeks."""
    return Recurrence(rrules=[Rule(recurrence.WEEKLY, interval=every, byday=weekdays)], include_dtstart=False)


def monthly(weekday: int, nth: int) -> Recurrence:
    """The `nth` weekday of each month; -1 is the last."""
    day = recurrence.Weekday(weekday, nth)
    return Recurrence(rrules=[Rule(recurrence.MONTHLY, byday=[day])], include_dtstart=False)


def is_plain(rule: Recurrence) -> bool:
    """At most one rule, of days, weeks or months, that can be stored and expanded; no dates of its own."""
    if rule.dtstart or rule.dtend or rule.rdates or rule.exdates or rule.exrules or len(rule.rrules) > 1:
        return False
    return all(_is_plain_rule(one) for one in rule.rrules)


def _is_plain_rule(rule: Rule) -> bool:
    unsupported = (rule.count, rule.until, rule.byhour, rule.byminute, rule.bysecond, rule.byyearday, rule.byweekno)
    days = [recurrence.to_weekday(day) for day in rule.byday]
    return (
        rule.freq in FREQUENCIES
        and 1 <= int(rule.interval) <= 52
        and not any(unsupported)
        and all(day.index is None or 1 <= abs(day.index) <= 5 for day in days)
        and all(1 <= day <= 31 for day in rule.bymonthday)
        and all(1 <= month <= 12 for month in rule.bymonth)
        and all(1 <= abs(place) <= 5 for place in rule.bysetpos)
    )


def starts(
    rule: Recurrence | None, first: dt.datetime, last: dt.date, *, since: dt.datetime | None = None
) -> list[dt.datetime]:
    """Instants (UTC) at which it starts: `first` is the naive local first start, `last` the last local day, included.

    The hour stays the same over a change of the clock (S097). A start in the hour that is skipped is an hour later; in
    the hour that comes twice it is the first (RFC 5545 3.3.5). At most MOST_DATES, from `since` (naive local) on.
    """
    walls = takewhile(lambda wall: wall.date() <= last, _walls(rule, first, since or first))
    return [_instant(wall) for wall in walls]


def periods(rule: Recurrence | None, first: dt.datetime, length: dt.timedelta, last: dt.date) -> list[Period]:
    """What begins as `starts` says and ends `length` later by the wall clock: 18–20 is 18–20 on both sides of a change.

    One that the change of the clock would leave without any length is left out.
    """
    walls = takewhile(lambda wall: wall.date() <= last, _walls(rule, first, first))
    ends = ((_instant(wall), _instant(wall + length)) for wall in walls)
    return [Period(starts_at, ends_at) for starts_at, ends_at in ends if starts_at < ends_at]


def _walls(rule: Recurrence | None, first: dt.datetime, since: dt.datetime) -> Iterator[dt.datetime]:
    if rule is None or not rule.rrules:
        yield first
        return
    with timezone.override(clock.OSLO):
        dates = rule.rrules[0].to_dateutil_rrule(first)
        yield from islice(dates.xafter(since, inc=True), MOST_DATES)


def _instant(wall: dt.datetime) -> dt.datetime:
    return wall.replace(tzinfo=clock.OSLO, fold=0).astimezone(dt.UTC)
