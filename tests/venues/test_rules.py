"""Which of all that is said about a day's hours counts: against a plain oracle, and one case for each sentence."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from venues.enums import HoldsIn
from venues.models import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday
from venues.rules import Because, Timetable, decide, holiday_name
from website.core import clock

WHIT_MONDAY = dt.date(2027, 5, 17)  # and Constitution Day
FIRST = dt.date(2027, 5, 3)
DAYS = [FIRST + dt.timedelta(days=number) for number in range(28)]


def rule(hour=8, first=None, last=None, weekday=None, holds_in=HoldsIn.ALWAYS) -> list[OpeningRule]:
    """Two hours from `hour`, every day of the week or on one."""
    weekdays = range(7) if weekday is None else [weekday]
    hours = {"opens": dt.time(hour), "closes": dt.time(hour + 2)}
    return [OpeningRule(weekday=day, valid_from=first, valid_to=last, holds_in=holds_in, **hours) for day in weekdays]


def closed(first, last, reason="Sommerstengt") -> ClosedPeriod:
    return ClosedPeriod(valid_from=first, valid_to=last, reason=reason)


def exception(day, hour=None, reason="") -> OpeningException:
    hours = {} if hour is None else {"opens": dt.time(hour), "closes": dt.time(hour + 2)}
    return OpeningException(date=day, reason=reason, **hours)


def holiday(first, last, name="Høstferie") -> SchoolHoliday:
    return SchoolHoliday(valid_from=first, valid_to=last, name=name)


def may(day: int) -> dt.date:
    return dt.date(2027, 5, day)


def hours_on(day, house, own=None, **options) -> list[int]:
    """The hours it opens."""
    found = decide(day, house, own or Timetable(), **options)
    return [clock.local(period.starts_at).hour for period in found.periods]


# --- against an oracle ---

spans = st.tuples(st.sampled_from(DAYS), st.integers(0, 20)).map(
    lambda pair: (pair[0], pair[0] + dt.timedelta(days=pair[1]))
)
limits = st.one_of(spans, st.sampled_from(DAYS).map(lambda day: (day, None)), st.just((None, None)))
rules = st.builds(
    lambda limits, hour, weekday, holds_in: rule(hour, *limits, weekday, holds_in),
    *(limits, st.sampled_from([8, 12, 16]), st.none() | st.integers(0, 6), st.sampled_from(HoldsIn)),
)
tables = st.builds(
    lambda rules, closed, exceptions: Timetable([one for some in rules for one in some], closed, exceptions),
    st.lists(rules, max_size=3),
    st.lists(spans.map(lambda span: closed(*span)), max_size=2),
    st.lists(st.builds(exception, st.sampled_from(DAYS), st.sampled_from([None, 9, 18])), max_size=2),
)


@settings(max_examples=200)
@given(tables, tables, st.lists(spans.map(lambda span: holiday(*span)), max_size=2), st.booleans())
def test_hours_are_those_of_the_plainest_reading(house, own, school, closed_on_holidays):
    for day in DAYS:
        options = {"school": school, "closed_on_holidays": closed_on_holidays}
        assert hours_on(day, house, own, **options) == plainly(day, house, own, school, closed_on_holidays)


def plainly(day, house, own, school, closed_on_holidays) -> list[int]:
    """From the sentences of `decide`, by counting days one by one."""
    house_says, own_says = shortest(day, house, school), shortest(day, own, school)
    closed_itself = own_says is not None and own_says[1] is None
    if dated := [one for one in own.exceptions if one.date == day]:
        return opening_hours(dated)
    if closed_itself:
        return []
    if dated := [one for one in house.exceptions if one.date == day]:
        return opening_hours(dated)
    if closed_on_holidays and holiday_name(day):
        return []
    if own_says and house_says and house_says[1] is None and house_says[0] <= own_says[0]:
        return []
    return (own_says or house_says or (0, []))[1] or []


def shortest(day, table, school):
    """How many days it lasts, and the hours; None for hours is closed."""
    near = [day + dt.timedelta(days=number) for number in range(-90, 91)]
    holidays = [[one for one in near if found.valid_from <= one <= found.valid_to] for found in school]
    now = min((days for days in holidays if day in days), key=len, default=None)
    said = []
    for found in table.closed:
        said.append(([one for one in near if found.valid_from <= one <= found.valid_to], None))
    for found in table.rules:
        days = [one for one in near if (found.valid_from or one) <= one <= (found.valid_to or one)]
        if found.holds_in == HoldsIn.HOLIDAYS:
            days = [one for one in days if one in (now or [])]
        if found.holds_in != HoldsIn.TERM or now is None:
            said.append((days, found))
    lengths = [len(days) for days, _found in said if day in days]
    if not lengths:
        return None
    best = [found for days, found in said if day in days and len(days) == min(lengths)]
    if None in best:
        return min(lengths), None
    return min(lengths), opening_hours([found for found in best if found.weekday == day.weekday()])


def opening_hours(found) -> list[int]:
    return sorted({one.opens.hour for one in found if one.opens})


# --- sentence by sentence ---


def test_the_shortest_counts_with_both_limits_with_one_with_none():
    table = Timetable([*rule(8), *rule(12, may(1)), *rule(16, may(10), may(20))])
    assert [hours_on(dt.date(2027, 4, 30), table), hours_on(may(9), table), hours_on(may(10), table)] == [
        [8],
        [12],
        [16],
    ]


def test_of_two_without_an_end_the_one_that_began_last_counts():
    table = Timetable([*rule(8, may(1)), *rule(12, may(10))])
    assert (hours_on(may(9), table), hours_on(may(10), table)) == ([8], [12])


def test_of_two_without_a_beginning_the_one_that_ends_first_counts():
    table = Timetable([*rule(8, None, may(20)), *rule(12, None, may(10))])
    assert (hours_on(may(10), table), hours_on(may(11), table)) == ([12], [8])


def test_a_closed_period_closes_however_long_the_hours_are_said_to_last():
    table = Timetable([*rule(8), *rule(12, may(1))], [closed(may(5), may(25))])
    found = decide(may(5), table, Timetable())
    assert (found.periods, found.because, found.reason) == ([], Because.CLOSED_PERIOD, "Sommerstengt")
    assert (hours_on(may(4), table), hours_on(may(26), table)) == ([12], [12])


def test_of_a_closed_period_and_hours_as_long_it_is_closed():
    table = Timetable(rule(8, may(5), may(25)), [closed(may(5), may(25))])
    assert hours_on(may(10), table) == []


def test_a_closed_day_inside_days_that_open_again():
    table = Timetable(
        [*rule(8), *rule(12, may(10), may(16))],
        [closed(may(1), may(31), "Sommerstengt"), closed(may(12), may(12), "Vask")],
    )
    assert [hours_on(may(day), table) for day in (9, 10, 12, 13, 17)] == [[], [12], [], [12], []]
    assert decide(may(12), table, Timetable()).reason == "Vask"


def test_a_closed_house_closes_rooms_with_hours_of_their_own_until_theirs_are_shorter():
    house = Timetable(rule(8), [closed(may(1), may(20))])
    own = Timetable([*rule(12), *rule(16, may(10), may(12))])
    assert [hours_on(may(day), house, own) for day in (9, 10, 13, 21)] == [[], [16], [], [12]]


def test_a_room_is_open_as_usual_while_the_house_has_opened_again():
    house = Timetable([*rule(8), *rule(9, may(10), may(12))], [closed(may(1), may(20))])
    assert hours_on(may(11), house, Timetable(rule(12))) == [12]


def test_a_room_closed_on_its_own_opens_by_nothing_the_house_says():
    house = Timetable([*rule(8), *rule(9, may(10), may(10))], [], [exception(may(11), 18)])
    own = Timetable([], [closed(may(1), may(20), "Maling")])
    assert [hours_on(may(day), house, own) for day in (10, 11)] == [[], []]
    assert hours_on(may(12), house, Timetable([], own.closed, [exception(may(12), 18)])) == [18]


def test_where_a_rooms_own_hours_do_not_reach_it_follows_the_house():
    own = Timetable(rule(12, may(10), may(12)))
    assert [hours_on(may(day), Timetable(rule(8)), own) for day in (9, 10, 13)] == [[8], [12], [8]]


def test_an_exception_opens_a_closed_period_and_a_public_holiday():
    table = Timetable(rule(8), [closed(may(16), may(18))], [exception(may(17), 18, "Folkefest")])
    found = decide(WHIT_MONDAY, table, Timetable(), closed_on_holidays=True)
    assert (found.because, found.reason) == (Because.EXCEPTION, "Folkefest")
    assert hours_on(WHIT_MONDAY, table, closed_on_holidays=True) == [18]


def test_a_public_holiday_comes_before_hours_however_short():
    table = Timetable(rule(8, WHIT_MONDAY, WHIT_MONDAY))
    assert hours_on(WHIT_MONDAY, table, closed_on_holidays=True) == []
    assert hours_on(WHIT_MONDAY, table, closed_on_holidays=False) == [8]


@pytest.mark.parametrize(
    ("holds_in", "in_term", "in_holiday"), [("always", [8], [8]), ("holidays", [], [8]), ("term", [8], [])]
)
def test_a_rule_holds_in_the_weeks_it_is_said_to(holds_in, in_term, in_holiday):
    table, school = Timetable(rule(8, holds_in=holds_in)), [holiday(may(10), may(14))]
    assert hours_on(may(7), table, school=school) == in_term
    assert hours_on(may(10), table, school=school) == in_holiday


def test_hours_in_school_holidays_take_the_place_of_the_usual_and_the_day_says_why():
    table, school = Timetable([*rule(8), *rule(12, holds_in="holidays")]), [holiday(may(10), may(14))]
    found = decide(may(10), table, Timetable(), school=school)
    assert (hours_on(may(10), table, school=school), found.reason) == ([12], "Høstferie")
    assert decide(may(9), table, Timetable(), school=school).reason == ""


def test_hours_in_term_come_beside_the_usual():
    table, school = Timetable([*rule(8), *rule(16, holds_in="term")]), [holiday(may(10), may(14))]
    assert (hours_on(may(9), table, school=school), hours_on(may(10), table, school=school)) == ([8, 16], [8])


def test_a_school_holiday_that_changes_nothing_is_no_reason():
    school = [holiday(may(10), may(14))]
    assert decide(may(10), Timetable(rule(8)), Timetable(), school=school).because is Because.WEEKLY


def test_a_long_closed_period_gives_way_to_hours_of_a_shorter_school_holiday_and_a_short_one_does_not():
    hours, school = rule(12, holds_in="holidays"), [holiday(may(10), may(14))]
    assert hours_on(may(10), Timetable(hours, [closed(may(1), may(31))]), school=school) == [12]
    assert hours_on(may(10), Timetable(hours, [closed(may(10), may(11))]), school=school) == []
