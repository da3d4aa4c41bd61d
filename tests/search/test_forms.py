"""What the words in the address of a search mean."""

import datetime as dt

import pytest

from search.forms import SearchFilter
from website.core import clock

SATURDAY = dt.date(2027, 1, 9)


def days(monkeypatch, name: str, day: dt.date, hour: int) -> list[int]:
    monkeypatch.setattr(clock, "now", lambda: clock.at_local(day, dt.time(hour)))
    return [found.day for found in SearchFilter({"nar": name}).filters().days]


@pytest.mark.parametrize(
    ("offset", "hour", "weekend"),
    [(-5, 9, [9, 10]), (0, 9, [9, 10]), (1, 17, [10]), (1, 18, [16, 17]), (2, 0, [16, 17])],
)
def test_the_weekend_is_that_of_the_programme(monkeypatch, offset, hour, weekend):
    """From Sunday 18:00 on the coming one."""
    assert days(monkeypatch, "helg", SATURDAY + dt.timedelta(days=offset), hour) == weekend


@pytest.mark.parametrize(("name", "found"), [("i-dag", [9]), ("uke", list(range(9, 16))), ("", []), ("x", [])])
def test_days_from_today(monkeypatch, name, found):
    assert days(monkeypatch, name, SATURDAY, 23) == found
