"""Who may have a space, and how much of it. Numbers S… are of the scenario list."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from booking.borrowers import Borrower, spans
from booking.enums import BookingState
from booking.models import Booking
from booking.operations.bookings import cancel_booking
from booking.operations.closures import close_spaces
from booking.operations.moves import change_booking
from booking.operations.wanted import Wanted
from booking.queries.explain import explain
from booking.queries.limits import borrowers_of
from booking.queries.situation import Situation
from tests.booking.test_claims import codes, refuse
from tests.factories.fixed_loans import ask, weekly
from tests.factories.house import DAY, NOW, Details, book, request_booking, span
from venues.enums import LentTo, QuotaOf, QuotaPer, SpaceKind
from venues.models import Quota
from website.accounts.enums import MemberRole
from website.accounts.models import Membership, Organisation
from website.core.periods import local_days
from website.core.refusals import RefusedError

NEXT_DAY = DAY + dt.timedelta(days=1)
A_WEEK = dt.timedelta(weeks=1)
PERSON, ORGANISATION = QuotaOf.PERSON, QuotaOf.ORGANISATION


@pytest.fixture
def choir(db):
    return Organisation.objects.create(name="Koret", slug="koret")


def limit(house, name="A", **fields):
    return Quota.objects.create(space=house[name], **{"of": PERSON, "per": QuotaPer.WEEK} | fields)


@pytest.mark.parametrize(
    ("per", "day", "first", "last"),
    [
        (QuotaPer.DAY, "2027-03-28", "2027-03-28", "2027-03-28"),
        (QuotaPer.WEEK, "2027-01-03", "2026-12-28", "2027-01-03"),
        (QuotaPer.WEEK, "2027-01-04", "2027-01-04", "2027-01-10"),
        (QuotaPer.MONTH, "2028-02-29", "2028-02-01", "2028-02-29"),
        (QuotaPer.MONTH, "2027-12-31", "2027-12-01", "2027-12-31"),
        (QuotaPer.HALF_YEAR, "2027-06-30", "2027-01-01", "2027-06-30"),
        (QuotaPer.HALF_YEAR, "2027-07-01", "2027-07-01", "2027-12-31"),
    ],
)
def test_days_weeks_months_and_half_years_are_local(per, day, first, last):
    hours = span("10–12", dt.date.fromisoformat(day))
    assert spans(per, hours) == [local_days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))]


def test_a_loan_over_midnight_counts_in_both_weeks(house, owner):
    sunday = dt.date(2027, 1, 10)
    assert len(spans(QuotaPer.WEEK, span("22–26", sunday))) == 2


def test_the_third_loan_of_a_week_is_refused_and_the_next_week_is_not(house, owner):
    limit(house, loans=2)
    book(house, "A", "10–12", by=owner)
    book(house, "A", "12–13", by=owner)
    [refusal] = explain(house["A"], span("14–15", NEXT_DAY), at=NOW, borrower=Borrower(owner))
    assert refusal.code == "quota"
    assert str(refusal) == "Du kan låne A høyst 2 ganger i uken. Det er alt avtalt i uken fra mandag 4. januar."
    assert refuse(house, "A", "14–15", owner) == ["quota"]
    assert book(house, "A", "14–15", by=owner, day=DAY + A_WEEK)


def test_hours_are_counted_and_what_is_left_is_said(house, owner):
    limit(house, per=QuotaPer.DAY, hours=3)
    book(house, "A", "10–12", by=owner)
    [refusal] = explain(house["A"], span("14–16"), at=NOW, borrower=Borrower(owner))
    assert str(refusal) == "Du kan låne A høyst 3 timer om dagen. 1 time er igjen tirsdag 5. januar."
    assert refuse(house, "A", "14–15:15", owner) == ["quota"]
    assert book(house, "A", "14–15", by=owner)
    assert "Alle er brukt" in str(explain(house["A"], span("18–19"), at=NOW, borrower=Borrower(owner))[0])


def test_s085_an_association_has_one_quota_whoever_of_it_asks(house, owner, stranger, choir):
    limit(house, of=ORGANISATION, hours=4)
    book(house, "A", "10–13", by=owner, organisation=choir)
    with pytest.raises(RefusedError) as refused:
        book(house, "A", "14–16", by=stranger, organisation=choir)
    assert codes(refused) == ["quota"]
    assert str(refused.value.refusals[0]).startswith("Koret kan låne A høyst 4 timer i uken.")
    assert book(house, "A", "14–16", by=stranger, organisation=choir, day=DAY + A_WEEK)
    assert book(house, "A", "14–20", by=stranger)  # for herself: that is not the association's


def test_s083_what_counts(house, owner, stranger, choir):
    limit(house, loans=1)
    close_spaces(spaces=[house["A"]], period=span("8–9"), reason="Vask", by=owner, at=NOW)
    book(house, "A", "9–10", by=owner, is_planned=True)
    book(house, "A", "10–11", by=owner, organisation=choir)
    book(house, "K", "10–11", by=owner)
    book(house, "A", "11–12", by=stranger)
    cancel_booking(book(house, "A", "12–13", by=owner), reason="Vask", by=stranger, at=NOW)
    house.set("A", needs_approval=True)
    assert book(house, "A", "13–14", by=owner).state == BookingState.REQUESTED
    assert refuse(house, "A", "14–15", owner) == ["quota"]  # what waits for an answer counts


def test_what_the_house_sets_up_itself_asks_no_quota(house, owner):
    limit(house, loans=1)
    book(house, "A", "9–10", by=owner)
    assert book(house, "A", "10–11", by=owner, is_planned=True)


def test_a_quota_may_count_all_rooms_of_the_house(house, owner):
    limit(house, loans=1, is_for_venue=True)
    book(house, "K", "10–11", by=owner)
    [refusal] = explain(house["A"], span("14–15"), at=NOW, borrower=Borrower(owner))
    assert str(refusal).startswith("Du kan låne rom på Hus dhh høyst 1 gang i uken.")
    assert book(house, "B", "14–15", by=owner)  # that room has no quota


def test_a_loan_that_is_moved_is_not_counted_twice(house, owner):
    limit(house, loans=1, hours=2)
    booking = book(house, "A", "10–12", by=owner)
    wanted = Wanted([house["A"]], span("14–16"), Details("Møte"))
    assert change_booking(booking, wanted, by=owner, at=NOW).period == span("14–16")
    with pytest.raises(RefusedError) as refused:
        change_booking(booking, Wanted([house["A"]], span("14–17"), Details("Møte")), by=owner, at=NOW)
    assert codes(refused) == ["quota"]


def test_the_dates_of_fixed_loans_count_one_after_the_other(house, owner):
    limit(house, per=QuotaPer.MONTH, loans=3)
    with pytest.raises(RefusedError) as refused:
        ask(house, "A", by=owner, repetition=weekly(6))  # 5 January to 9 February
    assert [str(one).split(":")[0] for one in refused.value.refusals] == ["Tirsdag 26. januar"]
    assert not Booking.objects.exists()


def test_nobody_in_particular_is_asked_no_quota(house, owner):
    limit(house, loans=1)
    book(house, "A", "10–12", by=owner)
    assert explain(house["A"], span("14–15"), at=NOW) == []


def test_who_books_for_others_too_sees_what_one_of_them_may_have(house, owner, choir):
    Membership.objects.create(user=owner, organisation=choir, role=MemberRole.LEADER, valid_from=DAY - A_WEEK)
    limit(house, loans=1)
    book(house, "A", "10–12", by=owner)
    house.set("K", lent_to=LentTo.ORGANISATIONS)

    def free(borrowers):
        situation = Situation(house.spaces.values(), DAY, DAY, at=NOW, borrowers=borrowers)
        return {name for name in ("A", "B", "K") if situation.free(house[name])}

    assert free([Borrower(owner)]) == {"B"}
    assert free(borrowers_of(owner)) == {"A", "B", "K"}


def test_a_room_for_organisations_is_not_lent_to_one_who_asks_for_herself(house, owner, choir):
    house.set("A", lent_to=LentTo.ORGANISATIONS)
    with pytest.raises(RefusedError) as refused:
        book(house, "A", "10–12", by=owner)
    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.field) == ("who", "organisation")
    assert book(house, "A", "10–12", by=owner, organisation=choir)


def test_a_room_for_some_organisations_is_lent_to_them_alone(house, owner, choir):
    band = Organisation.objects.create(name="Korpset", slug="korpset", is_trusted=True)
    house.set("A", lent_to=LentTo.SELECTED, needs_approval=True).organisations.add(band)
    for asker in (None, choir):
        with pytest.raises(RefusedError) as refused:
            book(house, "A", "10–12", by=owner, organisation=asker)
        assert codes(refused) == ["who"]
    assert book(house, "A", "10–12", by=owner, organisation=band).state == BookingState.CONFIRMED


@pytest.mark.parametrize("flagged", ["A", "K"])
@pytest.mark.parametrize("hours", ["11–12:30", "13:30–14:30", "12:30–13", "12–14", "12–13", "13–14", "11–15"])
def test_s087_nobody_is_in_two_rooms_at_once(house, owner, stranger, flagged, hours):
    house.set(flagged, one_at_a_time=True)
    book(house, "A", "12–14", by=owner)
    assert refuse(house, "K", hours, owner) == ["elsewhere"]
    assert book(house, "K", "8–10", by=owner)
    assert book(house, "K", hours, by=stranger)


@pytest.mark.parametrize("hours", ["14–15", "10–12"])
def test_s087_one_room_after_the_other_is_no_presence_in_two(house, owner, hours):
    house.set("A", one_at_a_time=True)
    book(house, "A", "12–14", by=owner)
    assert book(house, "K", hours, by=owner)


def test_s087_where_no_room_asks_for_it_one_may_have_two(house, owner):
    house.set("A", one_at_a_time=True)
    book(house, "K", "12–14", by=owner)
    assert book(house, "C", "12–14", by=owner)


def test_s087_what_came_to_nothing_and_what_is_borrowed_for_others_is_no_presence(house, owner, stranger, choir):
    house.set("A", one_at_a_time=True)
    cancel_booking(book(house, "A", "12–14", by=owner), reason="Vask", by=stranger, at=NOW)
    book(house, "A", "12–14", by=owner, organisation=choir)
    assert book(house, "K", "12–14", by=owner)


def test_equipment_and_rooms_of_one_loan_are_no_second_presence(house, owner):
    house.set("A", one_at_a_time=True)
    house.set("C", kind=SpaceKind.EQUIPMENT)
    book(house, "C", "12–14", by=owner)
    both = {"spaces": [house["A"], house["K"]], "period": span("12–14"), "details": Details("Kor")}
    assert request_booking(**both, by=owner, at=NOW)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("quota_limits_something", {}),
        ("quota_is_positive", {"loans": 0}),
        ("quota_is_positive", {"hours": 0}),
        ("quota_of_is_known", {"loans": 1, "of": "all"}),
        ("quota_per_is_known", {"loans": 1, "per": "year"}),
    ],
)
def test_the_table_keeps_quotas_sensible(house, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        limit(house, **fields)


def test_a_page_with_quotas_costs_the_same_for_many_rooms(house, owner, django_assert_num_queries):
    borrowers = [Borrower(owner)]
    for name in ("A", "B", "C"):
        limit(house, name, loans=2)
        house.set(name, lent_to=LentTo.SELECTED)

    def look(names):
        situation = Situation([house[name] for name in names], DAY, DAY, at=NOW, borrowers=borrowers)
        for name in names:
            assert situation.why_not(house[name], span("10–12"))
            situation.free(house[name])

    with django_assert_num_queries(7):
        look(["A"])
    with django_assert_num_queries(7):
        look(["A", "B", "C"])
