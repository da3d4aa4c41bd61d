"""Real threads on real pages: committed transactions, one connection each."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from booking.models import Booking, Claim, Hold
from tests.factories.house import DAY, NOW, book, make_house
from website.accounts.models import User
from website.core import clock

FORM = "/lan-lokaler/dhh/bestill/"
SLOT = {"rom": "a", "dato": str(DAY), "fra": "10:00", "til": "12:00"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def clients(number: int) -> list[Client]:
    found = []
    for person in range(number):
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.create_user(f"p{person}@example.no", first_name="P"))
        found.append(client)
    return found


def all_at_once(calls) -> list:
    ready = threading.Barrier(len(calls))

    def run(call):
        try:
            ready.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def typed(**other):
    return SLOT | {"tittel": "Øving", "nokkel": str(uuid.uuid4())} | other


def test_twenty_people_send_the_form_for_one_slot_and_one_gets_it():
    make_house()
    answers = all_at_once([lambda c=client: c.post(FORM, typed()) for client in clients(20)])
    assert Counter(answer.status_code for answer in answers) == {302: 1, 409: 19}
    assert Booking.objects.count() == Claim.objects.count() == 1
    for answer in answers:
        if answer.status_code == 409:
            assert "A er opptatt 10:00–12:00." in answer.content.decode()
            assert "Samme rom" in answer.content.decode()


def test_one_person_clicks_ten_times_and_gets_one_receipt():
    make_house()
    (client,) = clients(1)
    form, cookies = typed(), client.cookies

    def click():
        again = Client(raise_request_exception=False)
        again.cookies = cookies
        return again.post(FORM, form)

    answers = all_at_once([click] * 10)
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} == {f"/lan-lokaler/bestilling/{Booking.objects.get().uuid}/"}


def test_opening_and_sending_the_form_in_many_tabs_never_fails():
    make_house()
    (client,) = clients(1)

    def tab(number):
        again = Client(raise_request_exception=False)
        again.cookies = client.cookies
        slot = SLOT | {"rom": ["a", "k"][number % 2]}
        return again.get(FORM, slot) if number % 3 else again.post(FORM, typed(rom=slot["rom"]))

    answers = all_at_once([lambda n=number: tab(n) for number in range(12)])
    assert {answer.status_code for answer in answers} <= {200, 302, 409}
    assert Hold.objects.count() <= 1
    units = list(Claim.objects.values_list("unit", flat=True))
    assert len(units) == len(set(units))


def test_s169_approve_against_withdraw_has_one_winner_and_a_message_for_the_other():
    house = make_house()
    house.set("A", needs_approval=True)
    (asker,) = clients(1)
    booking = book(house, "A", "10–12", by=User.objects.get(email="p0@example.no"))
    host = Client(raise_request_exception=False)
    host.force_login(User.objects.create_superuser("sjef@example.no", first_name="Sjef"))
    answers = all_at_once(
        [
            lambda: host.post(f"/admin/utlan/{booking.uuid}/", {"svar": "ja", "versjon": 1}),
            lambda: asker.post(f"/lan-lokaler/bestilling/{booking.uuid}/avlys/"),
        ]
    )
    assert {answer.status_code for answer in answers} == {302}
    booking.refresh_from_db()
    assert (booking.state, booking.claims.count()) in {("confirmed", 1), ("withdrawn", 0), ("released", 0)}
