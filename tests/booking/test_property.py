"""Free on screen means accepted, and the other way round, for houses and days of all kinds, change nights too."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking.borrowers import Borrower
from booking.operations.bookings import Details, request_booking
from booking.operations.closures import close_spaces
from booking.queries.situation import Situation
from tests.factories.house import make_house
from venues.enums import LentTo, QuotaOf, QuotaPer
from venues.models import OpeningException, OpeningRule, Quota
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period, local_day
from website.core.refusals import RefusedError

SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
ONE_DAY = dt.timedelta(days=1)
DAYS = st.sampled_from([dt.date(2027, 1, 5), SPRING - ONE_DAY, SPRING, AUTUMN, AUTUMN + ONE_DAY])
QUARTER = dt.timedelta(minutes=15)
HOURS = st.sampled_from([(8, 22, False), (0, 0, True), (18, 2, True), (11, 16, False), (10, 9, True)])
RULES = st.fixed_dictionaries(
    {
        "grid_minutes": st.sampled_from([15, 30, 60, 90, 120]),
        "min_minutes": st.sampled_from([15, 60, 180]),
        "max_minutes": st.sampled_from([None, 180, 600]),
        "buffer_before_minutes": st.sampled_from([0, 15, 60]),
        "buffer_after_minutes": st.sampled_from([0, 30]),
        "lead_minutes": st.sampled_from([0, 120]),
        "days_ahead": st.sampled_from([None, 0, 1]),
        "is_whole_day": st.sampled_from([False] * 4 + [True]),
        "one_at_a_time": st.booleans(),
        "lent_to": st.sampled_from([LentTo.EVERYONE] * 9 + [LentTo.ORGANISATIONS]),
    }
)
QUOTAS = st.fixed_dictionaries(
    {
        "of": st.sampled_from([QuotaOf.PERSON] * 3 + [QuotaOf.ORGANISATION]),
        "per": st.sampled_from(QuotaPer),
        "loans": st.sampled_from([None, 1, 2, 3]),
        "hours": st.sampled_from([1, 3, 7, 20]),
        "is_for_venue": st.booleans(),
    }
)
PARTS = st.tuples(st.integers(-20, 110), st.integers(1, 24), st.sampled_from(["A", "AB", "Hall", "House"]))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=DAYS,
    hours=HOURS,
    rules=RULES,
    taken=st.lists(PARTS, max_size=4),
    closed=st.lists(PARTS, max_size=1),
    quotas=st.lists(QUOTAS, max_size=2),
    mine=st.lists(st.tuples(st.integers(-20, 110), st.integers(1, 24)), max_size=2),
    is_next_day_closed=st.booleans(),
    minutes_before=st.integers(-900, 3000),
    data=st.data(),
)
def test_free_in_the_calendar_is_accepted_by_the_booking(
    day, hours, rules, taken, closed, quotas, mine, is_next_day_closed, minutes_before, data
):
    with transaction.atomic():
        now = clock.midnight(day) - dt.timedelta(minutes=minutes_before)
        house, person = make_house(), User.objects.create_user("p@example.no")
        open_house(house, hours, day if is_next_day_closed else None)
        for begins, length, name in taken:
            quietly(book_past_the_rules, house[name], quarters(day, begins, length), person, now)
        for begins, length, name in closed:
            period = quarters(day, begins, length)
            quietly(close_spaces, spaces=[house[name]], period=period, reason="Vask", by=person, at=now)
        for begins, length in mine:
            quietly(book_past_the_rules, house["K"], quarters(day, begins, length), person, now)
        space = house.set("AB", **rules)
        for quota in quotas:
            Quota.objects.create(space=space, **quota)

        situation = Situation([space], day, day, at=now, borrowers=[Borrower(person)])
        offered = {start: free for free in situation.free(space) for start in situation.starts(free)}
        for _ in range(8):
            begins = data.draw(st.sampled_from(sorted(offered))) if offered and data.draw(st.booleans()) else None
            begins = (
                begins
                or clock.midnight(day) + data.draw(st.integers(0, local_day(day).length // QUARTER - 1)) * QUARTER
            )
            period = Period(begins, begins + data.draw(st.integers(1, 60)) * QUARTER)
            if begins in offered and data.draw(st.booleans()):
                period = Period(begins, offered[begins].period.ends_at)
            assert is_accepted(space, period, person, now) == is_offered(space, period, offered)
        transaction.set_rollback(True)


def open_house(house, hours, closed_after):
    OpeningRule.objects.all().delete()
    opens, closes, next_day = hours
    for weekday in range(7):
        OpeningRule.objects.create(
            venue=house.venue, weekday=weekday, opens=dt.time(opens), closes=dt.time(closes), closes_next_day=next_day
        )
    if closed_after:
        OpeningException.objects.create(venue=house.venue, date=closed_after + ONE_DAY)


def quarters(day, begins, length) -> Period:
    starts_at = clock.midnight(day) + begins * QUARTER
    return Period(starts_at, starts_at + length * QUARTER)


def book_past_the_rules(space, period, person, now):
    request_booking(spaces=[space], period=period, details=Details(title="x"), by=person, at=now, is_history=True)


def quietly(operation, *args, **kwargs):
    try:
        operation(*args, **kwargs)
    except RefusedError:
        return


def is_offered(space, period, offered) -> bool:
    begins = period.starts_at
    free = offered.get(begins)
    if free is None or space.is_whole_day:
        return free is not None and period == free.period
    longest = dt.timedelta(minutes=space.max_minutes or 10**6)
    shortest = dt.timedelta(minutes=space.min_minutes)
    return period.ends_at <= free.may_last_until(begins) and shortest <= period.length <= longest


def is_accepted(space, period, person, now) -> bool:
    try:
        with transaction.atomic():
            request_booking(spaces=[space], period=period, details=Details(title="x"), by=person, at=now)
            transaction.set_rollback(True)
    except RefusedError:
        return False
    return True
