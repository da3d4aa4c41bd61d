"""Opening hours out of the database: scenarios by number, change nights, reasons, and what it costs."""

import datetime as dt

import pytest
from django.utils import translation

from booking.operations.closures import close_spaces
from booking.queries.explain import explain
from booking.queries.situation import Situation
from tests.factories.house import NOW, book, make_house, span
from venues.models import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday, Space
from venues.queries import OpeningHours
from website.core import clock

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
WHIT_MONDAY = dt.date(2027, 5, 17)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def january(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def june(day: int) -> dt.date:
    return dt.date(2027, 6, day)


def weekly(house, opens, closes, *, space=None, next_day=False, **fields):
    for weekday in range(7):
        OpeningRule.objects.create(
            venue=house.venue,
            space=space,
            weekday=weekday,
            opens=dt.time(opens),
            closes=dt.time(closes),
            closes_next_day=next_day,
            **fields,
        )


def only(house, opens, closes, **fields):
    OpeningRule.objects.filter(venue=house.venue).delete()
    weekly(house, opens, closes, **fields)


def close(house, first, last, reason="Sommerstengt", space=None):
    return ClosedPeriod.objects.create(venue=house.venue, space=space, valid_from=first, valid_to=last, reason=reason)


def refused(house, hours, day, name="A") -> list[str]:
    return [one.code for one in explain(house[name], span(hours, day), at=NOW)]


def shown(house, day, space=None) -> list[str]:
    """As on the pages: `8–22`, local hours."""
    found = OpeningHours([house.venue], day, day).day(house.venue, day, space).periods
    return [f"{clock.local(one.starts_at):%-H}–{clock.local(one.ends_at):%-H}" for one in found]


def test_s043_a_second_before_opening_and_after_closing_is_refused(house):
    only(house, 8, 16)
    assert "closed" in refused(house, "7:59:59–10", june(1))
    assert "closed" in refused(house, "10–16:00:01", june(1))
    assert refused(house, "8–16", june(1)) == []


def test_s045_the_first_free_time_is_after_what_is_booked(house, owner):
    only(house, 14, 18)
    house.set("A", min_minutes=60)
    book(house, "A", "14–15:30", by=owner, day=june(1))
    free = Situation([house["A"]], june(1), june(1), at=NOW).free(house["A"])
    assert [one.period for one in free] == [span("15:30–18", june(1))]


@pytest.mark.parametrize(
    ("closure", "left"),
    [
        ("12–14", ["10–12"]),
        ("8–10", ["10–12"]),
        ("10–11", ["11–12"]),
        ("11–12", ["10–11"]),
        ("10:30–11:30", ["10–10:30", "11:30–12"]),
        ("9–13", []),
    ],
)
def test_s047_a_closure_takes_its_part_of_the_hours(house, owner, closure, left):
    only(house, 10, 12)
    close_spaces(spaces=[house["A"]], period=span(closure, june(1)), reason="Vask", by=owner, at=NOW)
    free = Situation([house["A"]], june(1), june(1), at=NOW).free(house["A"])
    assert [one.period for one in free] == [span(hours, june(1)) for hours in left]


def test_s049_a_week_open_again_inside_a_closed_month_with_a_day_closed_in_it(house):
    close(house, june(1), june(30))
    weekly(house, 10, 14, valid_from=june(7), valid_to=june(13))
    OpeningException.objects.create(venue=house.venue, date=june(9))
    assert [refused(house, "10–12", june(day)) for day in (6, 9, 10, 14)] == [["closed"], ["closed"], [], ["closed"]]


def test_s051_hours_of_a_room_stand_before_those_of_the_house(house):
    only(house, 10, 18)
    weekly(house, 12, 20, space=house["A"])
    assert refused(house, "18–20", june(1)) == []
    assert refused(house, "10–11", june(1)) == ["closed"]
    assert refused(house, "10–11", june(1), "B") == []


def test_s053_the_last_start_leaves_room_for_the_shortest_loan(house):
    only(house, 18, 0, next_day=True)
    house.set("A", min_minutes=120)
    assert refused(house, "22–24", june(1)) == []
    assert refused(house, "23–24", june(1)) == ["too_short"]


def test_s055_open_until_the_next_day_is_counted_to_the_hour(house):
    only(house, 10, 12, next_day=True)
    opened = OpeningHours([house.venue], june(1), june(1)).of_venue(house.venue, june(1))
    assert [period.length for period in opened] == [dt.timedelta(hours=26)]


def test_s055_an_open_night_before_a_closed_period_lasts_into_its_first_day(house):
    only(house, 18, 2, next_day=True)
    close(house, june(2), june(3))
    assert refused(house, "0–2", june(2)) == []
    assert "closed" in refused(house, "18–20", june(2))
    assert "closed" in refused(house, "0–2", june(4))


def test_s057_two_holidays_on_one_day_are_one_closed_day_with_both_names(house):
    house.venue.closed_on_holidays = True
    house.venue.save()
    hours = OpeningHours([house.venue], WHIT_MONDAY, WHIT_MONDAY)
    assert hours.day(house.venue, WHIT_MONDAY).reason == "Andre pinsedag; Grunnlovsdag"
    mondays = [dt.date(2027, 5, 3) + 7 * number * ONE_DAY for number in range(5)]
    house["A"].venue.refresh_from_db()
    assert [refused(house, "18–20", day) for day in mondays] == [[], [], ["closed"], [], []]


def test_a_refused_loan_is_told_why_the_day_differs(house):
    close(house, june(1), june(30))
    [refusal] = explain(house["A"], span("10–12", june(3)), at=NOW)
    assert refusal.sentence == "A er ikke åpent hele denne tiden: Sommerstengt."


@pytest.mark.parametrize(("day", "hours"), [(SPRING - ONE_DAY, 24), (SPRING, 23), (AUTUMN, 25), (AUTUMN + ONE_DAY, 24)])
def test_open_around_the_clock_is_as_long_as_the_local_day(house, day, hours):
    only(house, 0, 0, next_day=True)
    opened = OpeningHours([house.venue], day, day).of_venue(house.venue, day)
    assert [period.length for period in opened] == [dt.timedelta(hours=hours)]


@pytest.mark.parametrize(("day", "starts"), [(SPRING, 14), (AUTUMN, 18)])
def test_s093_starts_from_midnight_to_eight_on_the_change_nights(house, day, starts):
    only(house, 0, 0, next_day=True)
    house.set("A", grid_minutes=30)
    situation = Situation([house["A"]], day, day, at=NOW)
    offered = [start for free in situation.free(house["A"]) for start in situation.starts(free)]
    eight = clock.at_local(day, dt.time(8))
    assert sum(start < eight and clock.local(start).date() == day for start in offered) == starts


@pytest.mark.parametrize(("eve", "length"), [(SPRING - ONE_DAY, 9), (AUTUMN - ONE_DAY, 11)])
def test_an_evening_over_the_change_night_closes_by_the_wall_clock(house, eve, length):
    only(house, 20, 6, next_day=True)
    opened = OpeningHours([house.venue], eve, eve).of_venue(house.venue, eve)
    assert [period.length for period in opened] == [dt.timedelta(hours=length)]
    assert shown(house, eve) == ["20–6"]


def test_a_time_the_clock_skips_means_the_moment_it_moves(house):
    OpeningRule.objects.filter(venue=house.venue).update(opens=dt.time(2, 30), closes=dt.time(6))
    assert shown(house, SPRING) == ["3–6"]


def test_s095_two_hours_at_most_are_elapsed_hours(house):
    only(house, 0, 0, next_day=True)
    house.set("A", max_minutes=120)
    assert refused(house, "1–4", SPRING) == []
    assert refused(house, "1–3", AUTUMN) == ["too_long"]


def test_s061_longest_and_shortest(house):
    house.set("A", max_minutes=120, min_minutes=60)
    assert [refused(house, hours, june(1)) for hours in ("10–13", "10–12", "10–11", "10–10:59")] == [
        ["too_long"],
        [],
        [],
        ["too_short"],
    ]


def test_s063_a_start_a_second_off_the_grid_is_refused(house):
    assert refused(house, "8:00:01–9", june(1)) == ["grid"]


def test_s065_the_grid_is_counted_from_the_opening(house):
    OpeningRule.objects.filter(venue=house.venue).update(opens=dt.time(11, 15), closes=dt.time(16))
    house.set("A", grid_minutes=90, min_minutes=90)
    situation = Situation([house["A"]], june(1), june(1), at=NOW)
    starts = [start for free in situation.free(house["A"]) for start in situation.starts(free)]
    assert [f"{clock.local(start):%H:%M}" for start in starts] == ["11:15", "12:45", "14:15"]


def test_s067_the_first_start_from_now_on(house):
    def first(at):
        return clock.local(Situation([house["A"]], june(1), june(1), at=at).free(house["A"])[0].period.starts_at)

    ten = clock.at_local(june(1), dt.time(10))
    assert first(ten).time() == dt.time(10)
    assert first(ten + dt.timedelta(microseconds=1)).time() == dt.time(10, 15)


# --- what is remembered ---


def test_a_room_with_only_a_closed_period_of_its_own_is_told_apart_from_the_others(house):
    close(house, june(1), june(2), "Maling", house["A"])
    hours = OpeningHours([house.venue], june(1), june(3))
    assert [len(hours.of_space(house[name], june(1), june(3))) for name in "ABA"] == [2, 4, 2]  # with 31 May
    assert (hours.has_own(house["A"]), hours.has_own(house["B"])) == (True, False)
    assert [hours.reason(house.venue, june(1), house[name]) for name in "AB"] == ["Maling", ""]


def test_asking_about_a_room_does_not_make_it_one_with_hours_of_its_own(house):
    hours = OpeningHours([house.venue], june(1), june(1))
    hours.is_closed_for_once(house.venue, house["A"], june(1))
    hours.reason(house.venue, june(1), house["A"])
    assert not hours.has_own(house["A"])


def test_a_reason_follows_the_language_of_the_reader_although_the_day_is_remembered(house):
    house.venue.closed_on_holidays = True
    hours = OpeningHours([house.venue], WHIT_MONDAY, WHIT_MONDAY)
    with translation.override("nb"):
        assert "Andre pinsedag" in hours.reason(house.venue, WHIT_MONDAY)
    with translation.override("en"):
        assert "Pentecost Monday" in hours.reason(house.venue, WHIT_MONDAY)


def test_closed_for_once_is_also_a_closed_period_and_a_school_holiday(house):
    SchoolHoliday.objects.create(name="Høstferie", valid_from=june(7), valid_to=june(11))
    only(house, 8, 22, holds_in="term")
    close(house, june(1), june(2))
    hours = OpeningHours([house.venue], june(1), june(30))
    found = [hours.is_closed_for_once(house.venue, house["A"], june(day)) for day in (2, 3, 7, 11, 12)]
    assert found == [True, False, True, True, False]


def test_three_queries_for_much_as_for_little_and_a_fourth_for_school_holidays(house, django_assert_num_queries):
    def read():
        hours = OpeningHours([house.venue], june(1), june(30))
        for space in house.spaces.values():
            hours.of_space(space, june(1), june(30))
            hours.reason(house.venue, june(10), space)

    with django_assert_num_queries(3):
        read()
    for day in range(1, 20):
        close(house, june(day), june(day + 1), space=house["A"])
        OpeningException.objects.create(venue=house.venue, date=june(day))
        SchoolHoliday.objects.create(name="Ferie", valid_from=june(day), valid_to=june(day))
    with django_assert_num_queries(3):
        read()
    OpeningRule.objects.filter(weekday=0).update(holds_in="term")
    with django_assert_num_queries(4):
        read()


# --- what people read ---


def read(client, address) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_day_says_why_in_the_grey_of_each_room(client, house):
    close(house, june(1), june(3), "Maling", house["A"])
    OpeningException.objects.create(
        venue=house.venue, date=june(2), opens=dt.time(10), closes=dt.time(12), reason="Personalmøte"
    )
    first, second = read(client, "/lan-lokaler/dhh/?dato=2027-06-01"), read(client, "/lan-lokaler/dhh/?dato=2027-06-02")
    assert first.count("<span>Stengt: Maling</span>") == second.count("<span>Stengt: Maling</span>") == 1
    assert "Stengt: Personalmøte" not in second  # nothing grey of the others: the day is drawn from 10 to 12
    weekly(house, 8, 22, space=house["B"], valid_from=june(2), valid_to=june(2))
    OpeningException.objects.create(
        venue=house.venue, space=house["B"], date=june(2), opens=dt.time(8), closes=dt.time(20)
    )
    assert "<span>Stengt: Personalmøte</span>" in read(client, "/lan-lokaler/dhh/?dato=2027-06-02")


def test_the_week_says_why_in_the_cell(client, house):
    close(house, june(1), june(2))
    text = read(client, "/lan-lokaler/dhh/uke/?dato=2027-06-01")
    assert text.count("Stengt: Sommerstengt") == 2 * Space.objects.count()


def test_the_day_of_a_house_closed_on_a_holiday_says_which(client, house):
    house.venue.closed_on_holidays = True
    house.venue.save()
    assert "stengt denne dagen: Andre pinsedag; Grunnlovsdag." in read(client, "/lan-lokaler/dhh/?dato=2027-05-17")


def test_open_data_says_why_for_the_house_and_for_the_room(client, house):
    close(house, june(1), june(1), "Maling", house["A"])
    close(house, june(2), june(2))
    day = client.get("/api/v1/venues/dhh/free/?dato=2027-06-01").json()
    assert {space["slug"]: space["closed_because"] for space in day["spaces"] if space["closed_because"]} == {
        "a": "Maling"
    }
    assert client.get("/api/v1/venues/dhh/free/?dato=2027-06-02").json()["closed_because"] == "Sommerstengt"


def test_other_houses_are_not_touched(client, house):
    other = make_house("naboen")
    close(house, june(1), june(1))
    assert (shown(house, june(1)), shown(other, june(1))) == ([], ["8–22"])
