"""The three constraints and `claim()`. Numbers S… are of the scenario list."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

from booking.enums import BookingState
from booking.models import Booking, Claim
from booking.operations.bookings import withdraw_booking
from booking.operations.closures import close_spaces
from booking.queries.explain import explain
from booking.queries.situation import Situation
from tests.factories.house import DAY, NOW, book, moment, span
from website.core import clock
from website.core.refusals import RefusedError

ONE_DAY = dt.timedelta(days=1)
A_SECOND = dt.timedelta(seconds=1)


def codes(refused) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def refuse(house, name, hours, by) -> list[str]:
    """The codes of a refusal; nothing may be stored by it."""
    before = Booking.objects.count(), Claim.objects.count()
    with pytest.raises(RefusedError) as refused:
        book(house, name, hours, by=by)
    assert (Booking.objects.count(), Claim.objects.count()) == before
    return codes(refused)


def test_s001_same_time_is_refused(house, owner, stranger):
    book(house, "A", "10–12", by=owner)
    assert refuse(house, "A", "10–12", stranger) == ["taken"]


@pytest.mark.parametrize(
    ("hours", "accepted"),
    [
        ("8-9", True),
        ("9-10", True),
        ("9-11", False),
        ("9-13", False),
        ("10-11", False),
        ("10-12", False),
        ("11-12", False),
        ("11-13", False),
        ("12-13", True),
        ("13-14", True),
    ],
)
def test_s003_neighbours_touch_but_never_overlap(house, owner, stranger, hours, accepted):
    book(house, "A", "10–12", by=owner)
    if accepted:
        assert book(house, "A", hours, by=stranger).state == BookingState.CONFIRMED
    else:
        assert refuse(house, "A", hours, stranger) == ["taken"]


def test_s075_booking_opens_and_closes_at_an_instant(house, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    opens, closes = moment("8", DAY + 10 * ONE_DAY), moment("8", DAY + 20 * ONE_DAY)
    house.set("A", bookable_from=opens, bookable_until=closes)
    later = span("10–12", DAY + 30 * ONE_DAY)

    def why(at):
        free = Situation([house["A"]], later.starts_at.date(), later.starts_at.date(), at=at).free(house["A"])
        refusals = explain(house["A"], later, at=at)
        assert bool(free) != bool(refusals)
        return [str(refusal) for refusal in refusals]

    assert why(opens - A_SECOND) == ["A kan bestilles fra fredag 15. januar kl. 08:00."]
    assert why(opens) == why(closes - A_SECOND) == []
    assert why(closes) == ["A kunne bestilles til mandag 25. januar kl. 08:00. Fristen er ute."]


def test_s005_given_back_time_is_free(house, owner, stranger):
    withdraw_booking(book(house, "A", "10–12", by=owner), by=owner, at=NOW)
    assert book(house, "A", "10–12", by=stranger).state == BookingState.CONFIRMED


@pytest.mark.parametrize("taken", ["A", "B", "C", "AB", "House"])
def test_s015_a_hall_blocks_all_its_parts(house, owner, stranger, taken):
    book(house, "Hall", "10–12", by=owner)
    assert refuse(house, taken, "11–13", stranger) == ["taken"]


def test_s015_and_s017_leave_the_rest_free(house, owner, stranger):
    book(house, "AB", "10–12", by=owner)
    assert book(house, "C", "10–12", by=stranger).is_live
    assert book(house, "K", "10–12", by=stranger).is_live
    assert refuse(house, "Hall", "11–13", stranger) == ["taken"]


@pytest.mark.parametrize(("start", "accepted"), [("12", False), ("12:15", False), ("12:30", True)])
def test_s027_buffer_after_is_kept_free(house, owner, stranger, start, accepted):
    house.set("A", buffer_after_minutes=30)
    book(house, "A", "10–12", by=owner)
    if accepted:
        assert book(house, "A", f"{start}-14", by=stranger).is_live
    else:
        assert refuse(house, "A", f"{start}-14", stranger) == ["taken"]


def test_s029_the_gap_is_the_larger_buffer_never_the_sum(house, owner, stranger):
    house.set("A", buffer_before_minutes=60, buffer_after_minutes=60)
    book(house, "A", "12–13", by=owner)
    assert refuse(house, "A", "13:45-14:45", stranger) == ["taken"]
    assert book(house, "A", "14-15", by=stranger).is_live


def test_s037_a_booking_keeps_the_buffers_it_was_made_with(house, owner, stranger):
    book(house, "A", "10–12", by=owner)
    house.set("A", buffer_before_minutes=30, buffer_after_minutes=30)
    assert refuse(house, "A", "12-13", stranger) == ["taken"]
    assert book(house, "A", "12:30-13:30", by=stranger).is_live


def test_s025_a_closure_blocks_parts_and_ignores_buffers(house, owner, stranger):
    house.set("A", buffer_before_minutes=60, buffer_after_minutes=60)
    close_spaces(spaces=[house["Hall"]], period=span("12-14"), reason="Vask", by=owner, at=NOW)
    assert refuse(house, "A", "13-15", stranger) == ["taken"]
    assert book(house, "A", "14-15", by=stranger).is_live
    assert str(explain(house["B"], span("12-13"), at=NOW)[0]) == "B er stengt 12:00–14:00: Vask."


@pytest.mark.parametrize(
    ("closed", "hours"), [("18-24", "18:00–24:00"), ("0-72", "00:00–7. januar 24:00"), ("20-26", "20:00–02:00")]
)
def test_what_is_in_the_way_is_told_with_its_day(house, owner, closed, hours):
    close_spaces(spaces=[house["A"]], period=span(closed), reason="Vask", by=owner, at=NOW)
    assert f"A er stengt {hours}: Vask." in map(str, explain(house["A"], span("20-21"), at=NOW))


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"lead_minutes": 72 * 60}, "A må bestilles minst 3 dager før."),
        ({"lead_minutes": 36 * 60}, "A må bestilles minst 36 timer før."),
        ({"max_minutes": 30}, "Du kan låne A i høyst 30 minutter."),
        ({"min_minutes": 90}, "Du må låne A i minst 1 time og 30 minutter."),
    ],
)
def test_lengths_are_told_as_people_say_them(house, rules, sentence):
    house.set("A", **rules)
    assert [str(refusal) for refusal in explain(house["A"], span("10-11"), at=NOW)] == [sentence]


def insert(claim_span, *, unit, booking):
    """Straight to the table, past all of our code."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into booking_claim (unit_id, booking_id, span, span_after, span_before) values (%s,%s,%s,%s,%s)",
            [unit.pk, booking.pk, claim_span, claim_span, claim_span],
        )


@pytest.mark.parametrize(
    ("claim_span", "constraint"),
    [
        ("[2027-01-05 09:30+01, 2027-01-05 11:30+01)", "claim_no_overlap_span"),
        ("empty", "claim_span_half_open"),
        ("[2027-01-06 10:00+01, 2027-01-06 10:00+01)", "claim_span_half_open"),
        ("[2027-01-06 10:00+01, 2027-01-06 12:00+01]", "claim_span_half_open"),
        ("[2027-01-06 10:00+01,)", "claim_span_half_open"),
    ],
)
def test_s009_the_database_refuses_overlapping_and_empty_claims(house, owner, claim_span, constraint):
    booking = book(house, "A", "10–12", by=owner)
    with pytest.raises(IntegrityError, match=constraint):
        insert(claim_span, unit=house["A"].units.get(), booking=booking)
    assert Claim.objects.count() == 1


def test_s095_length_is_elapsed_time_on_change_nights(house, owner):
    house.venue.openingrule_set.update(opens=dt.time(0), closes=dt.time(23, 59))
    house.set("A", max_minutes=120)
    march, october = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
    assert book(house, "A", "1-4", by=owner, day=march).is_live
    assert [r.code for r in explain(house["A"], span("1-3", october), at=NOW)] == ["too_long"]


def test_s013_time_is_oslo_time_whatever_the_zone_of_the_process(house, owner, settings):
    settings.TIME_ZONE = "America/New_York"
    booking = book(house, "A", "18–20", by=owner)
    booking.refresh_from_db()
    assert booking.starts_at == dt.datetime(DAY.year, DAY.month, DAY.day, 17, tzinfo=dt.UTC)


def test_a_booking_costs_as_many_queries_for_a_house_as_for_a_room(house, owner, django_assert_num_queries):
    ContentType.objects.get_for_model(Booking)  # read once in the life of a process
    for name, day in (("A", DAY), ("House", DAY + dt.timedelta(days=1))):
        with django_assert_num_queries(20):  # 16, and the beginning and end of two savepoints
            book(house, name, "8–9", by=owner, day=day)
