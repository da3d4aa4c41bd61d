"""A repetition makes no dates on days the house is closed for once; a date of its own is somebody's decision."""

import datetime as dt

import pytest

from programmes.operations.series import expand_series
from tests.factories.house import NOW
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import OpeningException, OpeningRule

pytestmark = pytest.mark.django_db
SATURDAY = dt.date(2027, 12, 18)  # Christmas Day is a Saturday
THREE_WEEKS = SATURDAY + dt.timedelta(days=14)  # and New Year's Day


@pytest.fixture
def closed_on_holidays(house):
    house.venue.closed_on_holidays = True
    house.venue.save()
    return house


def days(series):
    return [f"{row.starts_at:%m-%d}" for row in series.occurrences.order_by("starts_at")]


def test_no_dates_on_holidays_the_house_is_closed(closed_on_holidays, activity):
    series = repeat_weekly(activity, first=SATURDAY, until=THREE_WEEKS)

    assert days(series) == ["12-18"]
    assert expand_series(series, at=NOW) == 0


def test_a_house_that_keeps_open_on_holidays_has_its_dates(house, activity):
    assert days(repeat_weekly(activity, first=SATURDAY, until=THREE_WEEKS)) == ["12-18", "12-25", "01-01"]


def test_a_holiday_the_house_has_hours_of_its_own_for_is_a_day_like_others(closed_on_holidays, activity):
    OpeningException.objects.create(
        venue=closed_on_holidays.venue, date=SATURDAY + dt.timedelta(days=7), opens=dt.time(12), closes=dt.time(20)
    )

    assert days(repeat_weekly(activity, first=SATURDAY, until=THREE_WEEKS)) == ["12-18", "12-25"]


def test_no_dates_on_a_day_off(house, activity):
    OpeningException.objects.create(venue=house.venue, date=SATURDAY + dt.timedelta(days=7))

    assert days(repeat_weekly(activity, first=SATURDAY, until=THREE_WEEKS)) == ["12-18", "01-01"]


def test_no_dates_on_a_day_off_for_the_room_alone(house, owner):
    OpeningException.objects.create(venue=house.venue, space=house["A"], date=SATURDAY + dt.timedelta(days=7))
    choir = make_activity(house, title="Kor", by=owner, space=house["A"])

    assert days(repeat_weekly(choir, first=SATURDAY, until=THREE_WEEKS)) == ["12-18", "01-01"]


def test_a_first_day_that_is_closed_was_chosen_by_somebody(closed_on_holidays, activity):
    christmas = SATURDAY + dt.timedelta(days=7)

    assert days(repeat_weekly(activity, first=christmas, until=christmas)) == ["12-25"]


def test_a_weekday_without_hours_is_no_day_off(house, activity):
    OpeningRule.objects.filter(weekday=SATURDAY.weekday()).delete()

    assert days(repeat_weekly(activity, first=SATURDAY, until=THREE_WEEKS)) == ["12-18", "12-25", "01-01"]


def test_what_is_not_at_a_house_of_ours_goes_on(owner):
    trip = make_activity(title="Tur", by=owner, place="Glommastien")

    assert days(repeat_weekly(trip, first=SATURDAY, until=THREE_WEEKS)) == ["12-18", "12-25", "01-01"]
