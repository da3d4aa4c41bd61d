"""Dates that another system held together. Those that keep a weekly rhythm are fixed loans here too."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from website.core import clock
from website.core.recurrence import weekly

from ..models import Booking, BookingSeries
from ..models.series import A_DAY
from .columns import BookingLine, key_of

WEEK = dt.timedelta(weeks=1)


def make_series(lines: Iterable[BookingLine]) -> dict[str, BookingSeries]:
    """The fixed loans by the number the file gives them, made if new. Dates without a rhythm are loans one by one."""
    dates: dict[str, list[BookingLine]] = defaultdict(list)
    for line in lines:
        if line.series:
            dates[line.series].append(line)
    wanted = {number: _rule(number, found) for number, found in dates.items()}
    rules = {series.key: series for series in wanted.values() if series}
    BookingSeries.objects.bulk_create(rules.values(), ignore_conflicts=True)
    stored = BookingSeries.objects.in_bulk(list(rules), field_name="key")
    return {number: stored[series.key] for number, series in wanted.items() if series}


def dates_in(series: Iterable[BookingSeries]) -> set[tuple[int, dt.datetime]]:
    """The series' id and original start of each date that has a booking."""
    found = Booking.objects.filter(series__in=[one.pk for one in series])
    return {(row.series_id, row.original_start) for row in found.only("series_id", "original_start")}  # type: ignore[misc]


def drop_empty_series(series: Iterable[BookingSeries]) -> None:
    """Of those of which no date could be had nothing is left."""
    BookingSeries.objects.filter(pk__in=[one.pk for one in series], bookings=None).delete()


def _rule(number: str, lines: Sequence[BookingLine]) -> BookingSeries | None:
    """The same hours and spaces on one weekday, any number of whole weeks apart; else None."""
    starts = sorted({clock.local(line.period.starts_at).replace(tzinfo=None) for line in lines})
    alike = {(_wall_minutes(line), line.spaces) for line in lines}
    gaps = {later - earlier for earlier, later in pairwise(starts)}
    if (
        not 0 < _wall_minutes(lines[0]) <= A_DAY
        or len(alike) > 1
        or len(starts) < 2
        or len(starts) < len(lines)
        or any(gap % WEEK for gap in gaps)
    ):
        return None
    return BookingSeries(
        key=key_of(number, "series"),
        rule=weekly([starts[0].weekday()], every=min(gaps) // WEEK),
        start_date=starts[0].date(),
        start_time=starts[0].time(),
        minutes=_wall_minutes(lines[0]),
        until_date=starts[-1].date(),
    )


def _wall_minutes(line: BookingLine) -> int:
    starts_at, ends_at = (clock.local(at).replace(tzinfo=None) for at in (line.period.starts_at, line.period.ends_at))
    return (ends_at - starts_at) // dt.timedelta(minutes=1)
