"""The same room each Tuesday."""

import datetime as dt

from booking.operations.bookings import Details
from booking.operations.series import Date, Repetition, request_series
from website.core import recurrence

from .house import NOW, span

TUESDAY = dt.date(2027, 1, 5)
A_WEEK = dt.timedelta(weeks=1)


def weekly(weeks=3, hours=(18, 20), first=TUESDAY):
    starts = dt.datetime.combine(first, dt.time(hours[0]))
    last = first + (weeks - 1) * A_WEEK
    return Repetition(recurrence.weekly([first.weekday()]), starts, (hours[1] - hours[0]) * 60, last)


def ask(house, name, *, by, repetition=None, skipped=(), **details):
    repetition = repetition or weekly()
    length = dt.timedelta(minutes=repetition.minutes)
    periods = recurrence.periods(repetition.rule, repetition.first, length, repetition.last)
    dates = [Date(period, [house[name]]) for period in periods if period not in skipped]
    return request_series(
        repetition=repetition,
        dates=dates,
        skipped=list(skipped),
        details=Details(**{"title": "Korøvelse"} | details),
        by=by,
        at=NOW,
    )


def ask_each_week(house, *, by, **details):
    """Two weeks of three: the last was left out."""
    return ask(house, "C", by=by, skipped=[span("18–20", TUESDAY + 2 * A_WEEK)], **details)
