"""Many alike, lent in number: never more than there are, and as many as there are."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking.models import Booking, Claim
from booking.operations.bookings import Details, request_booking, withdraw_booking
from booking.operations.closures import close_and_decide, close_spaces
from booking.operations.holds import hold_key, hold_spaces
from booking.operations.moves import move_booking
from booking.operations.series import add_skipped
from booking.operations.series_changes import withdraw_series
from booking.queries.explain import explain
from booking.queries.situation import Situation
from tests.booking.test_races import all_at_once
from tests.factories.fixed_loans import ask, ask_each_week, weekly
from tests.factories.house import DAY, NOW, add_chairs, book, make_house, moment, span
from venues.agreements import KEEP
from venues.models import Space
from venues.operations import appoint_host, set_quantity
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period
from website.core.refusals import RefusedError

BARE = "Stoler: bare 4 av 20 er ledige da."


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def chairs(house, owner):
    return add_chairs(house, 20, by=owner)


def lend(house, number, hours, *, by, **details):
    return book(house, "Chairs", hours, by=by, quantity=number, **details)


def sentences(space, hours, number, **others):
    return [str(refusal) for refusal in explain(space, span(hours), at=NOW, quantity=number, **others)]


@pytest.mark.django_db
def test_as_many_are_lent_as_there_are_and_then_it_is_said_how_many_are_left(house, chairs, owner, stranger):
    lend(house, 16, "10–12", by=owner)

    assert sentences(chairs, "11–13", 6) == [BARE]
    with pytest.raises(RefusedError) as error:
        lend(house, 6, "11–13", by=stranger)
    assert [(refusal.field, str(refusal)) for refusal in error.value.refusals] == [("quantity", BARE)]
    assert lend(house, 4, "11–13", by=stranger).claims.count() == 4
    assert sentences(chairs, "11–12", 1) == ["Stoler: ingen av de 20 er ledige da."]
    assert sentences(chairs, "12–13", 16) == []
    assert sentences(chairs, "14–15", 21) == ["Stoler: det finnes bare 20."]


@pytest.mark.django_db
def test_what_is_given_back_is_free(house, chairs, owner, stranger):
    withdraw_booking(lend(house, 20, "10–12", by=owner), by=owner, at=NOW)

    assert lend(house, 20, "10–12", by=stranger).is_live


@pytest.mark.django_db
def test_others_change_chairs_where_that_makes_room(house, owner, stranger):
    add_chairs(house, 2, by=owner)
    first, second = lend(house, 1, "10–12", by=owner), lend(house, 1, "10–11", by=owner)
    later = lend(house, 1, "13–14", by=owner)
    move_booking(second, span("12–14"), by=owner, at=NOW)
    withdraw_booking(later, by=owner, at=NOW)
    assert unit_of(first) != unit_of(second)  # so that no chair is free from ten to two

    assert lend(house, 1, "10–14", by=stranger).claims.count() == 1
    assert unit_of(first) == unit_of(second)


def unit_of(booking):
    return booking.claims.get().unit_id


@pytest.mark.django_db
def test_a_loan_that_is_moved_takes_as_many_along(house, chairs, owner):
    booking = lend(house, 6, "10–12", by=owner)

    move_booking(booking, span("11–13"), by=owner, at=NOW)

    assert booking.claims.count() == 6
    assert sentences(chairs, "11–13", 14) == []
    assert sentences(chairs, "11–13", 15) == ["Stoler: bare 14 av 20 er ledige da."]


@pytest.mark.django_db
def test_fixed_loans_take_as_many_each_time(house, chairs, owner):
    house.spaces["C"] = chairs
    series = ask_each_week(house, by=owner, quantity=6)
    added = add_skipped(series.skipped_dates.get(), by=owner, at=NOW)

    assert [booking.claims.count() for booking in series.bookings.all()] == [6, 6, 6]
    assert added.quantity == 6


@pytest.mark.django_db
def test_a_hold_keeps_as_many_as_are_asked_for_and_is_in_nobody_s_own_way(house, chairs, owner, stranger):
    hold = hold_spaces(spaces=[chairs], period=span("10–12"), key=hold_key(owner), at=NOW, quantity=16)

    assert sentences(chairs, "10–12", 6) == [BARE]
    assert sentences(chairs, "10–12", 20, own_hold=hold.pk) == []
    assert lend(house, 20, "10–12", by=stranger, at=NOW + dt.timedelta(minutes=10)).is_live


@pytest.mark.django_db
def test_room_and_chairs_are_had_together_or_not_at_all(house, chairs, owner, stranger):
    lend(house, 16, "10–12", by=owner)
    both = {"spaces": [house["A"], chairs], "period": span("10–12"), "by": stranger, "at": NOW}

    with pytest.raises(RefusedError):
        request_booking(details=Details("Kor", quantity=6), **both)
    booking = request_booking(details=Details("Kor", quantity=4), **both)

    assert sorted(booking.claims.values_list("unit__name", flat=True))[0] == "A"
    assert booking.claims.count() == 5


@pytest.mark.django_db
def test_the_same_form_for_another_number_is_another_loan(house, chairs, owner):
    first = lend(house, 2, "10–12", by=owner)

    assert lend(house, 2, "10–12", by=owner, key=first.key) == first
    assert lend(house, 3, "10–12", by=owner, key=first.key) != first


@pytest.mark.django_db
def test_a_closure_takes_all_but_those_that_are_kept(house, chairs, owner, stranger):
    kept = lend(house, 6, "10–12", by=owner)
    close_and_decide(spaces=[chairs], period=span("9–14"), reason="Vask", by=owner, at=NOW, decisions={kept.pk: KEEP})

    assert sentences(chairs, "10–12", 1) == ["Stoler kan ikke lånes 09:00–14:00: Vask."]
    assert kept.claims.count() == 6


@pytest.mark.django_db
def test_fewer_chairs_are_enough_while_all_loans_get_theirs(house, chairs, owner, stranger):
    appoint_host(house.venue, owner, first=clock.today(), today=clock.today())
    morning, evening = lend(house, 12, "10–12", by=stranger), lend(house, 15, "18–20", by=stranger, title="Kor")
    closure = close_spaces(spaces=[chairs], period=span("13–14"), reason="Vask", by=owner, at=NOW)

    set_quantity(chairs, 15, by=owner, at=NOW)
    assert (chairs.units.count(), morning.claims.count(), evening.claims.count()) == (15, 12, 15)
    assert closure.claims.count() == 15
    with pytest.raises(RefusedError) as error:
        set_quantity(chairs, 14, by=owner, at=NOW)

    assert [(refusal.field, str(refusal)) for refusal in error.value.refusals] == [
        ("quantity", "Kor, Stoler (15), tirsdag 5. januar kl. 18:00–20:00, trenger flere enn det blir igjen.")
    ]
    assert chairs.units.count() == 15


@pytest.mark.django_db
def test_more_chairs_are_there_at_once_and_closed_with_the_others(house, chairs, owner, stranger):
    lend(house, 20, "10–12", by=owner)
    closure = close_spaces(spaces=[chairs], period=span("13–14"), reason="Vask", by=owner, at=NOW)

    set_quantity(chairs, 22, by=owner, at=NOW)

    assert lend(house, 2, "10–12", by=stranger).is_live
    assert closure.claims.count() == 22
    assert sorted(chairs.units.values_list("name", flat=True))[:2] == ["Stoler 1", "Stoler 10"]


@pytest.mark.django_db
def test_what_has_begun_changes_chairs_from_now_on(house, owner):
    chairs = add_chairs(house, 2, by=owner)
    lend(house, 1, "8–9", by=owner)
    running = lend(house, 1, "8–12", by=owner)

    set_quantity(chairs, 1, by=owner, at=moment("10"))

    assert running.claims.get().span.lower == moment("10")
    assert running.claims.get().unit == chairs.units.get()


@pytest.mark.django_db
def test_fewer_chairs_wait_for_nobody_filling_in_a_form(house, chairs, owner, stranger):
    hold_spaces(spaces=[chairs], period=span("10–12"), key=hold_key(stranger), at=NOW, quantity=20)

    set_quantity(chairs, 5, by=owner, at=NOW)

    assert Claim.objects.count() == 5


@pytest.mark.django_db
def test_the_table_knows_no_buffers_of_chairs_and_no_loan_of_none(house, chairs, owner):
    with pytest.raises(IntegrityError, match="space_pool_has_no_buffers"), transaction.atomic():
        Space.objects.filter(pk=chairs.pk).update(buffer_after_minutes=15)
    with pytest.raises(IntegrityError, match="booking_quantity_is_positive"), transaction.atomic():
        lend(house, 0, "10–12", by=owner)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_the_last_ones_are_lent_once(_round):
    house, people = make_house(), [User.objects.create_user(f"p{n}@example.no") for n in range(12)]
    add_chairs(house, 20, by=people[0])

    answers = all_at_once([lambda p=person: lend(house, 3, "10–12", by=p) for person in people])

    assert answers == {"ok": 6, "taken": 6}
    assert Claim.objects.values("unit").distinct().count() == Claim.objects.count() == 18


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_fewer_chairs_against_loans_and_moves_at_once(_round):
    house, person = make_house(), User.objects.create_user("p@example.no")
    chairs = add_chairs(house, 6, by=person)
    made = [lend(house, 2, f"{hour}–{hour + 2}", by=person) for hour in (8, 9, 10)]

    def fewer(count):
        set_quantity(Space.objects.select_related("venue").get(pk=chairs.pk), count, by=person, at=NOW)

    answers = all_at_once(
        [
            *(lambda n=count: fewer(n) for count in (4, 5, 6, 3)),
            *(lambda h=hour: lend(house, 2, f"{h}–{h + 3}", by=person) for hour in (8, 9, 12)),
            lambda: move_booking(made[0], span("12–14"), by=person, at=NOW),
            lambda: withdraw_booking(made[1], by=person, at=NOW),
        ]
    )

    assert {code for answer in answers for code in answer.split(",")} <= {"ok", "taken", "collides"}
    for booking in Booking.objects.live():
        assert booking.claims.count() == 2
    units = set(chairs.units.values_list("pk", flat=True))
    assert set(Claim.objects.values_list("unit", flat=True)) <= units


HOURS = st.tuples(st.integers(8, 20), st.integers(1, 8))
LOANS = st.lists(st.tuples(HOURS, st.integers(1, 4), st.integers(0, 3)), min_size=3, max_size=16)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(2, 6), loans=LOANS)
def test_accepted_if_and_only_if_there_are_enough_at_every_instant(count, loans):
    with transaction.atomic():
        house, person = make_house(), User.objects.create_user("p@example.no")
        chairs = add_chairs(house, count, by=person)
        known = []
        for (begins, length), number, gives_back in loans:
            ends = min(begins + length, 22)
            most = max(sum(n for _b, start, end, n in known if start <= hour < end) for hour in range(begins, ends))
            is_enough = most + number <= count
            situation = Situation([chairs], DAY, DAY, at=NOW, quantity=number)
            period = Period(moment(str(begins)), moment(str(ends)))
            assert any(free.period.contains(period) for free in situation.free(chairs)) == is_enough
            try:
                with transaction.atomic():
                    known.append((lend(house, number, f"{begins}–{ends}", by=person), begins, ends, number))
            except RefusedError:
                assert not is_enough
            else:
                assert is_enough
            if gives_back == 0 and known:
                withdraw_booking(known.pop(0)[0], by=person, at=NOW)
            assert Claim.objects.count() == sum(n for _b, _start, _end, n in known)
        transaction.set_rollback(True)


def dead_claims() -> int:
    """Claims of bookings that are over or given up: there must never be any."""
    return Claim.objects.filter(booking__isnull=False).exclude(booking__in=Booking.objects.live()).count()


def crowded_pair():
    """Two chairs, each lent for an hour: who wants one for the whole time needs the other two moved together."""
    house, people = make_house(), [User.objects.create_user(f"p{n}@example.no") for n in range(4)]
    add_chairs(house, 2, by=people[0])
    lend(house, 1, "11–12", by=people[1])
    helper = lend(house, 1, "14–15", by=people[1])
    later = lend(house, 1, "14–15", by=people[0])
    withdraw_booking(helper, by=people[1], at=NOW)
    return house, people, later


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(8))
def test_what_is_given_back_while_others_are_seated_anew_takes_nothing_afterwards(_round):
    house, people, later = crowded_pair()

    answers = all_at_once(
        [lambda: lend(house, 1, "11–15", by=people[2]), lambda: withdraw_booking(later, by=people[0], at=NOW)]
    )

    assert answers == {"ok": 2}
    assert dead_claims() == 0
    assert Claim.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(4))
def test_fixed_loans_are_given_back_while_others_are_seated_anew(_round):
    house, people, later = crowded_pair()
    withdraw_booking(later, by=people[0], at=NOW)
    series = ask(house, "Chairs", by=people[3], repetition=weekly(hours=(14, 15)))

    answers = all_at_once(
        [lambda: lend(house, 1, "11–15", by=people[2]), lambda: withdraw_series(series, by=people[3], at=NOW)]
    )

    assert answers == {"ok": 2}
    assert dead_claims() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(6))
def test_two_who_held_each_others_room_until_too_late(_round):
    """Each hold has expired: both clear the other's and give up their own, in the same order."""
    house, people = make_house(), [User.objects.create_user(f"p{n}@example.no") for n in range(2)]
    early = NOW - dt.timedelta(minutes=11)
    for person, room in zip(people, ("A", "B"), strict=True):
        hold_spaces(spaces=[house[room]], period=span("10–12"), key=hold_key(person), at=early)

    def swap(person, room):
        wanted = {"spaces": [house[room]], "period": span("10–12"), "details": Details(title="Kor")}
        request_booking(**wanted, by=person, at=NOW, hold_key=hold_key(person))

    answers = all_at_once([lambda: swap(people[0], "B"), lambda: swap(people[1], "A")])

    assert answers == {"ok": 2}


@pytest.mark.django_db
def test_what_is_over_is_lent_as_history_without_moving_what_goes_on(house, chairs, owner):
    for number in range(20):
        lend(house, 1, f"{8 + number % 2}–{10 + number % 2}", by=owner)
    wanted = {"spaces": [chairs], "period": span("13–14"), "details": Details(title="Kor", quantity=20)}
    request_booking(**wanted, by=owner, at=NOW)
    wanted["period"], wanted["details"] = span("11–12"), Details(title="Før", quantity=10)

    history = request_booking(**wanted, by=owner, at=moment("23"), is_history=True)

    assert history.claims.count() == 10
