"""School holidays of two school years. The weeks are usual ones; the municipality decides the real ones."""

import datetime as dt

from dateutil.easter import easter

from venues.models import SchoolHoliday

MONDAY, FRIDAY = 1, 5


def load_school_holidays(today: dt.date) -> None:
    """Those that are there already stay as they are."""
    first = today.year - (today.month < 8)
    for year in (first, first + 1):
        for name, (starts, ends) in _holidays(year).items():
            SchoolHoliday.objects.get_or_create(name=name, valid_from=starts, defaults={"valid_to": ends})


def _holidays(autumn: int) -> dict[str, tuple[dt.date, dt.date]]:
    """Of the school year that begins in the autumn of this year."""
    spring, easter_day = autumn + 1, easter(autumn + 1)
    return {
        "Høstferie": _week(autumn, 40),
        "Juleferie": (dt.date(autumn, 12, 21), dt.date(spring, 1, 2)),
        "Vinterferie": _week(spring, 8),
        "Påskeferie": (easter_day - dt.timedelta(days=6), easter_day + dt.timedelta(days=1)),
        "Sommerferie": (dt.date(spring, 6, 20), dt.date(spring, 8, 17)),
    }


def _week(year: int, number: int) -> tuple[dt.date, dt.date]:
    return dt.date.fromisocalendar(year, number, MONDAY), dt.date.fromisocalendar(year, number, FRIDAY)
