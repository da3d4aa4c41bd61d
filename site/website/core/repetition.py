"""A repetition as people say it."""

import datetime as dt
from typing import Any, Protocol

import recurrence
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from recurrence import Rule


class Repeating(Protocol):
    """What a repetition is made of; times of the wall clock."""

    @property
    def rule(self) -> Any: ...
    @property
    def start_date(self) -> dt.date: ...
    @property
    def start_time(self) -> dt.time: ...
    @property
    def until_date(self) -> dt.date | None: ...


def in_words(series: Repeating) -> str:
    """How often, on which days, when on the day, and how long it goes on."""
    rules = series.rule.rrules if series.rule else []
    parts = [_how_often(rules[0]) if rules else _("én gang")]
    parts.append(_("kl. %(time)s") % {"time": f"{series.start_time:%H:%M}"})
    parts.append(_("fra %(day)s") % {"day": date_format(series.start_date)})
    if series.until_date:
        parts.append(_("til %(day)s") % {"day": date_format(series.until_date)})
    return " ".join(parts)


def _how_often(rule: Rule) -> str:
    days = ", ".join(_day(recurrence.to_weekday(day)) for day in rule.byday)
    every = {"count": rule.interval, "days": days}
    if rule.freq == recurrence.MONTHLY:
        return ngettext("hver måned %(days)s", "hver %(count)d. måned %(days)s", rule.interval) % every
    if rule.freq == recurrence.WEEKLY:
        return ngettext("hver uke %(days)s", "hver %(count)d. uke %(days)s", rule.interval) % every
    return ngettext("hver dag", "hver %(count)d. dag", rule.interval) % every


def _day(weekday: recurrence.Weekday) -> str:
    name = str(WEEKDAYS[weekday.number])
    if weekday.index is None:
        return name
    if weekday.index < 0:
        return pgettext("weekday of the month", "siste %(day)s") % {"day": name}
    return pgettext("weekday of the month", "%(nth)d. %(day)s") % {"nth": weekday.index, "day": name}
