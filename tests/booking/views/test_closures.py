"""The closures to come, in the hosts' desk."""

import pytest

from booking.models import Closure
from booking.operations.closures import close_spaces
from tests.booking.views.test_desk import person_at, text
from tests.factories.house import DAY, NOW, make_house, moment, span
from website.core import clock

CLOSURES = "/admin/utlan/stenginger/"


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def host(house):
    return person_at(house.venue, "vert@example.no")


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


def close(house, name, hours, *, by, reason="Maling"):
    return close_spaces(spaces=[house[name]], period=span(hours), reason=reason, by=by, at=NOW)


def test_the_host_s_own_are_listed_with_what_where_when_and_by_whom(desk, house, host, stranger):
    close(house, "A", "10–14", by=host)
    close(make_house("naboen"), "A", "10–14", by=stranger, reason="Hemmelig")

    page = text(desk.get(CLOSURES))

    for part in ["Maling", "Tirsdag 5. januar kl. 10:00–14:00", f"A, {house.venue}", str(host)]:
        assert part in page
    assert "Hemmelig" not in page


def test_what_is_over_is_not_listed(desk, house, host, monkeypatch):
    close(house, "A", "10–14", by=host)
    monkeypatch.setattr(clock, "now", lambda: moment("14"))

    assert "Ingen rom er stengt" in text(desk.get(CLOSURES))


def test_it_is_asked_once_more_and_then_lifted(desk, house, host, client):
    address = f"{CLOSURES}{close(house, 'A', '10–14', by=host).uuid}/"

    assert "Opphev hele stengingen" in text(desk.get(address))
    assert Closure.objects.exists()
    assert "Stengingen er opphevet." in text(desk.post(address, follow=True))
    assert not Closure.objects.exists()
    assert "Stengingen er over, eller opphevet av en annen." in text(desk.post(address, follow=True))
    assert "Maling" not in text(client.get(f"/lan-lokaler/dhh/?dato={DAY}&alt=1"))


def test_one_that_is_going_on_is_lifted_from_now(desk, house, host, monkeypatch):
    closure = close(house, "A", "10–14", by=host)
    monkeypatch.setattr(clock, "now", lambda: moment("11"))
    address = f"{CLOSURES}{closure.uuid}/"

    assert "Opphev fra nå av" in text(desk.get(address))
    desk.post(address)

    assert Closure.objects.get().ends_at == moment("11")


def test_another_house_s_is_as_if_it_were_not_there(desk, house, stranger):
    other = close(make_house("naboen"), "A", "10–14", by=stranger, reason="Hemmelig")
    address = f"{CLOSURES}{other.uuid}/"

    assert desk.get(address).status_code == 404
    assert "Hemmelig" not in text(desk.post(address, follow=True))
    assert Closure.objects.filter(pk=other.pk).exists()


def test_the_list_costs_the_same_for_many(desk, house, host, django_assert_max_num_queries):
    close(house, "A", "8–9", by=host)
    desk.get(CLOSURES)
    with django_assert_max_num_queries(30) as few:
        desk.get(CLOSURES)
    for hour in range(9, 20):
        close(house, "Hall", f"{hour}–{hour + 1}", by=host)
    with django_assert_max_num_queries(len(few)):
        desk.get(CLOSURES)
