"""Real threads on real pages: committed transactions, one connection each."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from booking.models import Booking, Claim, Hold
from booking.queries.series import seen_as
from tests.factories.fixed_loans import ask
from tests.factories.house import DAY, book, make_house
from website.accounts.models import User
from website.core.models import OutgoingMail

FORM = "/lan-lokaler/dhh/bestill/"
SLOT = {"rom": "a", "dato": str(DAY), "fra": "10:00", "til": "12:00"}

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_s169_whoever_is_first_what_the_asker_withdraws_while_the_host_approves_is_gone():
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
    assert (booking.state, booking.claims.count()) in {("withdrawn", 0), ("released", 0)}


def host_clients(number: int) -> list[Client]:
    found = []
    for person in range(number):
        client = Client(raise_request_exception=False)
        client.force_login(User.objects.create_superuser(f"vert{person}@example.no", first_name="V"))
        found.append(client)
    return found


def fixed_loans():
    house = make_house()
    house.set("C", needs_approval=True)
    (asker,) = clients(1)
    series = ask(house, "C", by=User.objects.get(email="p0@example.no"))
    versions = series.bookings.values_list("pk", "version")
    return asker, series, f"/admin/utlan/{series.bookings.first().uuid}/", {"svar": "ja", "versjon": seen_as(versions)}


def test_s169_two_hosts_approve_the_same_fixed_loans_and_the_asker_is_told_once():
    _asker, series, address, answer = fixed_loans()

    answers = all_at_once([lambda h=host: h.post(address, answer) for host in host_clients(2)])

    assert {answer.status_code for answer in answers} == {302}
    assert set(series.bookings.values_list("state", "version")) == {("confirmed", 2)}
    assert OutgoingMail.objects.filter(subject__startswith="Godkjent").count() == 1


def test_s169_fixed_loans_are_approved_as_they_were_seen_or_not_at_all_when_a_date_is_withdrawn():
    asker, series, address, answer = fixed_loans()
    last = series.bookings.order_by("starts_at").last()
    (host,) = host_clients(1)

    answers = all_at_once(
        [lambda: host.post(address, answer), lambda: asker.post(f"/lan-lokaler/bestilling/{last.uuid}/avlys/")]
    )

    assert {answer.status_code for answer in answers} == {302}
    states = list(series.bookings.order_by("starts_at").values_list("state", flat=True))
    assert states in [
        ["requested", "requested", "withdrawn"],  # the asker was first: the host looks again
        ["confirmed", "confirmed", "released"],  # the host was first, then the asker gave one back
    ]
    assert Claim.objects.count() == sum(state in {"requested", "confirmed"} for state in states)
