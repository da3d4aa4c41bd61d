import datetime as dt

import pytest
from django.utils import translation

from website.core import clock
from website.core.formats import local_date, local_hours, near_date, spoken_length
from website.core.periods import Period

TODAY = dt.date(2026, 11, 24)


def period(start: str, end: str) -> Period:
    return Period(*(dt.datetime.fromisoformat(text).replace(tzinfo=clock.OSLO) for text in (start, end)))


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:30", "10:00–12:30"),
        ("2026-11-23 22:00", "2026-11-24 00:00", "22:00–24:00"),
        ("2026-11-23 22:00", "2026-11-24 02:00", "22:00–02:00"),
        ("2026-11-23 18:00", "2026-11-24 20:00", "18:00–24. november 20:00"),
        ("2026-11-23 18:00", "2026-11-25 12:00", "18:00–25. november 12:00"),
        ("2026-11-23 00:00", "2026-11-24 00:00", "00:00–24:00"),
        ("2026-11-23 00:00", "2026-11-26 00:00", "00:00–25. november 24:00"),
        ("2026-10-25 00:00", "2026-10-26 00:00", "00:00–24:00"),
        ("2026-10-25 01:00", "2026-10-25 04:00", "01:00–04:00"),
    ],
)
def test_hours_are_written_in_local_time(start, end, written):
    assert local_hours(period(start, end)) == written


def test_the_year_is_written_when_it_is_not_this_year():
    assert local_date(dt.date(2026, 11, 23), today=TODAY) == "mandag 23. november"
    assert local_date(dt.date(2027, 1, 4), today=TODAY) == "mandag 4. januar 2027"


def test_today_and_tomorrow_are_named():
    days = [TODAY + dt.timedelta(days=offset) for offset in range(3)]

    assert [near_date(day, today=TODAY) for day in days] == ["i dag", "i morgen", "torsdag 26. november"]


def test_an_instant_is_dated_by_the_local_day():
    late_in_utc = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)

    assert local_date(late_in_utc, today=TODAY) == "tirsdag 24. november"


@pytest.mark.parametrize(
    ("minutes", "spoken"),
    [
        *[(120, "2 timer"), (60, "1 time"), (90, "1 time og 30 minutter"), (45, "45 minutter"), (1, "1 minutt")],
        *[(0, "0 minutter"), (24 * 60, "1 dag"), (3 * 24 * 60, "3 dager"), (26 * 60, "26 timer")],
    ],
)
def test_lengths_are_spoken(minutes, spoken):
    with translation.override("nb"):
        assert spoken_length(dt.timedelta(minutes=minutes)) == spoken


def test_the_length_of_the_night_the_clock_is_turned_is_elapsed_time():
    assert spoken_length(period("2026-10-25 01:00", "2026-10-25 04:00").length) == "4 timer"
