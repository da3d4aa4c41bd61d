"""Real threads, real connections, committed transactions."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from booking.models import Booking, Claim
from booking.operations.bookings import approve_booking, withdraw_booking
from tests.factories.fixed_loans import ask
from tests.factories.house import NOW, book, make_house
from website.accounts.models import User
from website.core.refusals import RefusedError


def all_at_once(calls):
    """Run the calls in threads that start together; each gives its answer or the codes it was refused with."""
    ready = threading.Barrier(len(calls))

    def run(call):
        try:
            ready.wait()
            call()
            return "ok"
        except RefusedError as refused:
            return ",".join(refusal.code for refusal in refused.refusals)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return Counter(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_on_one_slot_make_one_booking():
    house = make_house()
    people = [User.objects.create_user(f"p{n}@example.no") for n in range(20)]
    answers = all_at_once([lambda p=person: book(house, "A", "10–12", by=p) for person in people])
    assert answers == {"ok": 1, "taken": 19}
    assert Booking.objects.count() == Claim.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_hall_against_its_parts_never_overlap_and_never_deadlock():
    house = make_house()
    person = User.objects.create_user("p@example.no")
    names = ["Hall", "A", "B", "C", "AB", "House"] * 3
    answers = all_at_once([lambda n=name: book(house, n, "10–12", by=person) for name in names])
    assert set(answers) == {"ok", "taken"}
    units = list(Claim.objects.values_list("unit", flat=True))
    assert len(units) == len(set(units))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("send", [lambda house, room, **form: book(house, room, "10–12", **form), ask])
def test_one_form_sent_at_once_for_four_rooms_gets_all_four(send):
    house, key = make_house(), uuid.uuid4()
    person = User.objects.create_user("p@example.no")
    answers = all_at_once([lambda r=room: send(house, r, by=person, key=key) for room in "ABCK"])
    assert answers == {"ok": 4}
    assert set(Booking.objects.values_list("spaces__name", flat=True)) == set("ABCK")


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_that_meets_an_approval_always_frees_the_room():
    house = make_house()
    house.set("A", needs_approval=True, cancel_hours=9999)
    asker, host = (User.objects.create_user(f"{name}@example.no") for name in ("eva", "vera"))
    for hour in range(8, 20):
        waiting = book(house, "A", f"{hour}–{hour + 1}", by=asker)
        seen_by_host = Booking.objects.get(pk=waiting.pk)
        all_at_once(
            [
                lambda one=waiting: withdraw_booking(one, by=asker, at=NOW),
                lambda one=seen_by_host: approve_booking(one, by=host, at=NOW),
            ]
        )
        assert Booking.objects.get(pk=waiting.pk).state in {"withdrawn", "released"}
    assert not Claim.objects.exists()
