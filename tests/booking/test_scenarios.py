"""Cases of the scenario list, by their number, that no other file is about."""

import datetime as dt

import pytest

from booking.enums import BookingState
from booking.models import Booking, BookingSeries, Claim
from booking.operations.bookings import (
    Details,
    approve_booking,
    cancel_booking,
    refuse_booking,
    request_booking,
    withdraw_booking,
)
from booking.operations.closures import close_spaces
from booking.operations.holds import hold_key, hold_spaces, own_hold_of
from booking.operations.moves import end_early, move_booking
from booking.queries.series import plan_dates, situation_of
from booking.queries.situation import Situation
from tests.booking.test_claims import codes, refuse
from tests.factories.fixed_loans import TUESDAY, ask, weekly
from tests.factories.house import DAY, NOW, book, moment, span
from venues.models import OpeningException, OpeningRule
from website.accounts.models import User
from website.core import clock, recurrence
from website.core.models import OutgoingMail
from website.core.periods import local_day
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db
A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)


@pytest.fixture
def day_and_night(house):
    """Open round the clock."""
    OpeningRule.objects.filter(venue=house.venue).update(opens=dt.time(), closes=dt.time(), closes_next_day=True)
    return house


def starts(house, name, day=DAY) -> list[str]:
    """When a loan of the shortest length may begin that day."""
    situation = Situation(list(house.spaces.values()), day, day, at=NOW)
    found = [start for free in situation.free(house[name]) for start in situation.starts(free)]
    return [f"{clock.local(start):%H:%M}" for start in found]


def test_s011_of_two_rooms_asked_for_at_once_neither_is_had_when_one_is_taken(house, owner, stranger):
    book(house, "A", "10–12", by=stranger)
    before = Claim.objects.count()
    with pytest.raises(RefusedError) as refused:
        request_booking(
            spaces=[house["K"], house["A"]], period=span("10–12"), details=Details("Møte"), by=owner, at=NOW
        )

    assert codes(refused) == ["taken"]
    assert Claim.objects.count() == before
    assert book(house, "K", "10–12", by=stranger).state == BookingState.CONFIRMED


def test_s031_buffers_may_lie_outside_the_opening_time(house):
    OpeningException.objects.create(venue=house.venue, date=DAY, opens=dt.time(10), closes=dt.time(12))
    house.set("A", buffer_before_minutes=60, buffer_after_minutes=60, min_minutes=30, grid_minutes=30)

    assert starts(house, "A") == ["10:00", "10:30", "11:00", "11:30"]


def test_s033_each_room_is_free_after_the_buffer_of_its_own_and_the_whole_after_the_longest(house, owner):
    house.set("A", buffer_after_minutes=30)
    house.set("B", buffer_after_minutes=60)
    for name in "AB":
        book(house, name, "10–11:30", by=owner)

    after = [next(start for start in starts(house, name) if start > "10:00") for name in ("A", "B", "Hall")]
    assert after == ["12:00", "12:30", "12:30"]


def test_s039_buffers_of_half_a_day_keep_the_day_and_no_more(day_and_night, owner, stranger):
    house = day_and_night
    house.set("A", buffer_before_minutes=12 * 60, buffer_after_minutes=11 * 60)
    book(house, "A", "12–13", by=owner)

    for hours in ("0–1", "8–9", "11–12", "13–14", "23–24"):
        assert refuse(house, "A", hours, stranger) == ["taken"]
    house.set("A", buffer_before_minutes=0, buffer_after_minutes=0)
    assert book(house, "A", "0–1", by=stranger, day=DAY + A_DAY).state == BookingState.CONFIRMED


def test_s041_a_loan_is_moved_within_its_own_buffers(day_and_night, owner):
    house = day_and_night
    house.set("A", buffer_before_minutes=12 * 60, buffer_after_minutes=11 * 60)
    booking = book(house, "A", "12–13", by=owner)

    assert move_booking(booking, span("15–16"), by=owner, at=NOW).period == span("15–16")


def test_s071_days_ahead_are_elapsed_time(house, owner):
    house.set("A", days_ahead=2)
    in_two_days = NOW.date() + 2 * A_DAY

    with pytest.raises(RefusedError) as refused:
        book(house, "A", "10–11", by=owner, day=in_two_days)
    assert codes(refused) == ["window"]
    assert book(house, "A", "9–10", by=owner, day=in_two_days).state == BookingState.CONFIRMED


def test_s077_what_is_sooner_than_the_lead_time_is_refused_and_never_shown_as_free(house, owner):
    house.set("A", lead_minutes=120)
    today = NOW.date()

    with pytest.raises(RefusedError):
        book(house, "A", "10:45–12", by=owner, day=today)
    assert starts(house, "A", today)[0] == "11:00"
    assert book(house, "A", "11–12", by=owner, day=today).state == BookingState.CONFIRMED


def test_s079_what_has_begun_cannot_be_asked_for(house, owner):
    with pytest.raises(RefusedError) as refused:
        book(house, "A", "8–10", by=owner, day=NOW.date())
    assert codes(refused) == ["past"]


def test_s091_a_local_day_is_that_of_the_wall_clock_on_the_nights_of_change(day_and_night, owner):
    house = day_and_night
    next_day = book(house, "A", "0:15–0:45", by=owner, day=SPRING + A_DAY)
    late = book(house, "A", "23:15–23:45", by=owner, day=AUTUMN)

    assert next_day not in Booking.objects.overlapping(local_day(SPRING))
    assert late in Booking.objects.overlapping(local_day(AUTUMN))


@pytest.mark.parametrize(("day", "hours"), [(SPRING, [5, 6, 6]), (AUTUMN, [7, 6, 6])])
def test_s099_a_series_that_begins_on_the_night_of_change_keeps_its_hours(day_and_night, owner, day, hours):
    repetition = weekly(hours=(0, 6), first=day)
    series = ask(day_and_night, "A", by=owner, repetition=repetition)

    periods = [booking.period for booking in series.bookings.order_by("starts_at")]
    assert [f"{clock.local(one.starts_at):%H:%M}–{clock.local(one.ends_at):%H:%M}" for one in periods] == [
        "00:00–06:00"
    ] * 3
    assert [one.length // dt.timedelta(hours=1) for one in periods] == hours


def test_s101_buffers_are_elapsed_time_on_the_night_an_hour_is_missing(day_and_night, owner, stranger):
    house = day_and_night
    house.set("A", buffer_after_minutes=60)
    book(house, "A", "0–1:30", by=owner, day=SPRING)

    with pytest.raises(RefusedError) as refused:
        book(house, "A", "3–4", by=stranger, day=SPRING)
    assert codes(refused) == ["taken"]
    assert book(house, "A", "3:30–4", by=stranger, day=SPRING).state == BookingState.CONFIRMED


def test_s107_the_last_monday_of_each_month():
    first = dt.datetime.combine(dt.date(2027, 8, 30), dt.time(18))
    rule = recurrence.monthly(0, -1)
    found = recurrence.periods(rule, first, dt.timedelta(hours=2), dt.date(2027, 12, 31))

    assert [f"{clock.local(period.starts_at):%d.%m}" for period in found] == [
        "30.08",
        "27.09",
        "25.10",
        "29.11",
        "27.12",
    ]


def test_s109_a_date_the_house_is_closed_is_told_as_closed_and_not_as_taken(house, owner):
    OpeningException.objects.create(venue=house.venue, date=TUESDAY + A_WEEK)
    periods = [span("18–20", TUESDAY + number * A_WEEK) for number in range(3)]
    planned = plan_dates(situation_of([house["A"]], periods, at=NOW), [house["A"]], periods, None)

    assert [[why.code for why in one.refusals] for one in planned] == [[], ["closed"], []]


def test_s125_when_one_of_52_dates_cannot_be_had_none_is_stored(house, owner, stranger):
    book(house, "A", "18–20", by=stranger, day=TUESDAY + 51 * A_WEEK)
    before = Booking.objects.count(), Claim.objects.count(), OutgoingMail.objects.count()
    with pytest.raises(RefusedError):
        ask(house, "A", by=owner, repetition=weekly(weeks=52))

    assert (Booking.objects.count(), Claim.objects.count(), OutgoingMail.objects.count()) == before
    assert not BookingSeries.objects.exists()


def test_s127_the_asker_is_told_once_that_it_is_approved_and_a_second_yes_is_handled(house, owner, stranger):
    house.set("A", needs_approval=True)
    booking = book(house, "A", "10–12", by=owner)
    approve_booking(booking, by=stranger, at=NOW)
    mails = OutgoingMail.objects.count()
    with pytest.raises(RefusedError) as refused:
        approve_booking(booking, by=stranger, at=NOW)

    assert codes(refused) == ["handled"]
    assert OutgoingMail.objects.count() == mails
    assert OutgoingMail.objects.filter(subject__startswith="Godkjent").count() == 1


def test_s129_nothing_is_approved_after_it_was_withdrawn_nor_refused_after_a_colleague_said_yes(house, owner, stranger):
    house.set("A", needs_approval=True)
    colleague = User.objects.create_user("kollega@example.no")
    withdrawn, approved = (book(house, "A", hours, by=owner) for hours in ("10–12", "14–16"))
    withdraw_booking(withdrawn, by=owner, at=NOW)
    approve_booking(approved, by=stranger, at=NOW)

    with pytest.raises(RefusedError) as late:
        approve_booking(withdrawn, by=stranger, at=NOW)
    with pytest.raises(RefusedError) as second:
        refuse_booking(approved, reason="Fullt", by=colleague, at=NOW)
    assert codes(late) == codes(second) == ["handled"]
    assert "Frode F" in str(second.value.refusals[0])
    assert Booking.objects.get(pk=approved.pk).state == BookingState.CONFIRMED


def test_s141_what_is_left_of_a_loan_that_ends_early_can_be_had_by_others(house, owner, stranger):
    booking = book(house, "A", "10–14", by=owner)
    later = moment("12:14")
    end_early(booking, by=owner, at=later)

    assert Booking.objects.get(pk=booking.pk).ends_at == moment("12:15")
    assert book(house, "A", "12:15–14", by=stranger, at=later).state == BookingState.CONFIRMED


def test_s147_one_s_own_hold_is_in_everybody_s_way_but_one_s_own(house, owner, stranger):
    hold_spaces(spaces=[house["A"]], period=span("10–12"), key=hold_key(owner), at=NOW)
    mine, theirs = (
        Situation([house["A"]], DAY, DAY, at=NOW, own_hold=own_hold_of(person)) for person in (owner, stranger)
    )

    assert mine.why_not(house["A"], span("10–12")) == []
    assert [why.code for why in theirs.why_not(house["A"], span("10–12"))] == ["taken"]
    hold_spaces(spaces=[house["A"]], period=span("10–12"), key=hold_key(owner), at=NOW)  # from a second tab


def test_s163_what_a_season_has_is_taken_for_all_that_search(client, house, owner, monkeypatch):
    ask(house, "Hall", by=owner)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    address = f"/lan-lokaler/dhh/?dato={TUESDAY}&kl=18:00&varighet=60"

    found = {fit.space.name for fit in client.get(address).context["fits"]}
    assert found == {"K"}


def test_a_closure_with_buffered_rooms_leaves_the_buffers_of_loans_alone(house, owner):
    """S035 with closures as they are here: they have no buffers of their own, and the room's do not reach into them."""
    OpeningException.objects.create(venue=house.venue, date=DAY, opens=dt.time(10), closes=dt.time(16))
    house.set("A", buffer_before_minutes=60, buffer_after_minutes=60, min_minutes=60, grid_minutes=60)
    close_spaces(spaces=[house["A"]], period=span("12–14"), reason="Vask", by=owner, at=NOW)
    booking = book(house, "A", starts(house, "A")[0] + "–11", by=owner)

    assert booking.starts_at == moment("10")
    cancel_booking(booking, reason="Vask", by=owner, at=NOW)
    assert starts(house, "A")[-1] == "15:00"
