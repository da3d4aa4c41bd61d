"""Dates and times as people write them here: local wall clock, en dash between, the year only when it matters."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import clock
from .periods import Period

ONE_DAY = dt.timedelta(days=1)


def local_date(value: dt.date | dt.datetime, *, today: dt.date | None = None) -> str:
    """`mandag 23. november`, with the year when it is not this year's."""
    day = clock.local(value).date() if isinstance(value, dt.datetime) else value
    this_year = (today or clock.today()).year
    return formats.date_format(day, _("l j. F") if day.year == this_year else _("l j. F Y"))


def near_date(value: dt.date | dt.datetime, *, today: dt.date | None = None) -> str:
    """`i dag`, `i morgen`, or the date."""
    day = clock.local(value).date() if isinstance(value, dt.datetime) else value
    today = today or clock.today()
    near = {today: _("i dag"), today + ONE_DAY: _("i morgen")}
    return near.get(day) or local_date(day, today=today)


def local_time(instant: dt.datetime) -> str:
    """`17:00`, the wall clock in Oslo."""
    return f"{clock.local(instant):%H:%M}"


def local_hours(period: Period) -> str:
    """`10:00–12:00`; midnight at the end is 24:00, and a period longer than a night says which day it ends."""
    start, end = clock.local(period.starts_at), clock.local(period.ends_at)
    last, until = end.date(), f"{end:%H:%M}"
    if until == "00:00":
        last, until = last - ONE_DAY, "24:00"
    if last > start.date() and period.length >= ONE_DAY:
        day = formats.date_format(last, _("j. F"))
        until = f"{day} {until}"
    return f"{start:%H:%M}–{until}"


def spoken_length(length: dt.timedelta) -> str:
    """`2 timer`, `1 time og 30 minutter`, and `3 dager` when they are whole: elapsed time in words."""
    if length and not length % ONE_DAY:
        return ngettext("%(count)d dag", "%(count)d dager", length.days) % {"count": length.days}
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d time", "%(count)d timer", hours) % {"count": hours})
    if minutes or not hours:
        parts.append(ngettext("%(count)d minutt", "%(count)d minutter", minutes) % {"count": minutes})
    return _(" og ").join(parts)
