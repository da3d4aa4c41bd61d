"""Changes against all else, with real threads and committed transactions."""

from itertools import pairwise

import pytest

from booking.models import Booking, Claim
from booking.operations.bookings import approve_booking, withdraw_booking
from booking.operations.moves import change_booking
from booking.operations.wanted import Wanted
from tests.booking.test_changes import wanted
from tests.booking.test_races import all_at_once
from tests.factories.house import NOW, book, make_house, span
from website.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
HOURS = range(8, 20, 2)


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def people():
    return [User.objects.create_user(f"{name}@example.no") for name in ("eva", "vera", "frode")]


def fresh(booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def to(house, booking, hours, **changes):
    """The change, made ready before the threads start."""
    found: Wanted = wanted(house, booking, hours=hours, **changes)
    return lambda: change_booking(booking, found, by=booking.booked_by, at=NOW)


def no_two_meet() -> bool:
    taken = sorted((row.unit_id, row.span.lower, row.span.upper) for row in Claim.objects.all())
    return all(one[0] != two[0] or one[2] <= two[1] for one, two in pairwise(taken))


def test_a_move_and_a_new_booking_of_the_same_slot_have_one_winner(house, people):
    for day_part in HOURS:
        hours = f"{day_part}–{day_part + 1}"
        booking = book(house, "K", hours, by=people[0])
        answers = all_at_once(
            [to(house, booking, hours, rooms=["A"]), lambda h=hours: book(house, "AB", h, by=people[2])]
        )
        assert answers == {"ok": 1, "taken": 1}
        assert no_two_meet()


def test_a_move_that_meets_a_withdrawal_leaves_nothing_taken(house, people):
    for hour in HOURS:
        booking = book(house, "A", f"{hour}–{hour + 1}", by=people[0])
        other = fresh(booking)
        all_at_once(
            [
                to(house, booking, f"{hour}–{hour + 2}", rooms=["B"]),
                lambda one=other: withdraw_booking(one, by=people[0], at=NOW),
            ]
        )
        assert fresh(booking).state == "released"
    assert not Claim.objects.exists()


def test_a_host_never_approves_what_was_moved_meanwhile(house, people):
    house.set("A", needs_approval=True)
    for hour in HOURS:
        booking = book(house, "A", f"{hour}–{hour + 1}", by=people[0])
        other = fresh(booking)
        answers = all_at_once(
            [
                to(house, booking, f"{hour + 1}–{hour + 2}"),
                lambda one=other: approve_booking(one, by=people[1], at=NOW, version=1),
            ]
        )
        after = fresh(booking)
        if answers == {"ok": 2}:  # the yes came first, so the move asks anew
            assert (after.state, after.version) == ("requested", 3)
        else:
            assert answers == {"ok": 1, "changed": 1}
            assert (after.state, after.version) == ("requested", 2)


def test_two_that_want_to_swap_never_wait_for_each_other_in_a_ring(house, people):
    for hour in HOURS:
        one = book(house, "A", f"{hour}–{hour + 1}", by=people[0])
        two = book(house, "B", f"{hour}–{hour + 1}", by=people[2])
        answers = all_at_once(
            [to(house, one, f"{hour}–{hour + 1}", rooms=["B"]), to(house, two, f"{hour}–{hour + 1}", rooms=["A"])]
        )
        assert answers == {"taken": 2}  # neither may have what the other has not given up
        assert Claim.objects.filter(booking__in=[one, two]).count() == 2


def test_of_many_who_want_to_move_to_one_slot_one_does(house, people):
    made = [book(house, "A", f"{hour}–{hour + 1}", by=people[0]) for hour in range(8, 16)]
    answers = all_at_once([to(house, booking, "18–20") for booking in made])
    assert answers == {"ok": 1, "taken": 7}
    assert no_two_meet()
    assert Booking.objects.get(starts_at=span("18–20").starts_at).claims.count() == 1
