"""How often one address or person may do something, counted past whatever they write about themselves."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import RequestFactory

from tests.factories.house import NOW
from website.core import clock
from website.core.client_ip import client_address
from website.core.housekeeping import do_chores
from website.core.limits import Limit
from website.core.models import Tally

TWICE = Limit("test", times=2, seconds=60)


def seconds(count: int) -> dt.timedelta:
    return dt.timedelta(seconds=count)


@pytest.fixture
def on_the_clock(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_the_third_time_has_to_wait_until_the_span_is_over(db):
    assert [TWICE.spend("a", at=NOW + seconds(15)) for _time in range(3)] == [0, 0, 45]
    assert TWICE.spend("a", at=NOW + seconds(60)) == 0


def test_to_ask_counts_nothing(db):
    assert [TWICE.wait("a", at=NOW) for _time in range(3)] == [0, 0, 0]
    assert [TWICE.spend("a", at=NOW), TWICE.wait("a", at=NOW), TWICE.spend("a", at=NOW)] == [0, 0, 0]
    assert TWICE.wait("a", at=NOW + seconds(15)) == 45
    assert TWICE.wait("a", at=NOW + seconds(60)) == 0


def test_one_does_not_wait_for_another_nor_one_purpose_for_another(db):
    for _time in range(3):
        TWICE.spend("a", at=NOW)

    assert TWICE.spend("b", at=NOW) == 0
    assert Limit("other", times=2, seconds=60).spend("a", at=NOW) == 0


def test_what_is_kept_does_not_tell_who_it_was_and_is_gone_when_it_is_of_no_use(db):
    TWICE.spend("198.51.100.7", at=NOW)
    assert "198" not in Tally.objects.get().key

    do_chores(at=NOW + seconds(61))

    assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_twenty_at_once_exactly_as_many_as_allowed_get_through():
    def spend(_number: int) -> int:
        try:
            return Limit("race", times=7, seconds=600).spend("a", at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(spend, range(20)))

    assert waits.count(0) == 7


def test_the_search_page_says_when_to_come_back(client, on_the_clock):
    for _time in range(60):
        assert client.get("/sok/?q=kafe").status_code == 200

    answer = client.get("/sok/?q=kafe")

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Vent et minutt, og prøv igjen." in answer.content.decode()
    assert client.get("/det-som-skjer/").status_code == 200


def test_a_hundred_forged_addresses_count_as_one_client(client, on_the_clock, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(100):
        answer = client.get("/sok/", headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"})

    assert answer.status_code == 429
    assert client.get("/sok/", headers={"x-forwarded-for": "198.51.100.8"}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "header", "remote", "address"),
    [
        (0, "203.0.113.1", "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.1", "10.0.0.2", "203.0.113.1"),
        (1, "1.2.3.4, 203.0.113.1", "10.0.0.2", "203.0.113.1"),
        (2, "1.2.3.4, 203.0.113.1, 10.0.0.3", "10.0.0.2", "203.0.113.1"),
        (2, "203.0.113.1", "10.0.0.2", "10.0.0.2"),
        (1, "", "10.0.0.2", "10.0.0.2"),
        (1, "tull; og tøys", "10.0.0.2", "10.0.0.2"),
        (0, "", "", "0.0.0.0"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, "", "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(settings, proxies, header, remote, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": header} if header else {}

    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)) == address


def test_codes_for_many_mailboxes_are_counted_past_forged_headers(client, db, mailoutbox, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(70):
        answer = client.post(
            "/konto/login/code/",
            {"email": f"p{number}@example.no"},
            headers={"x-forwarded-for": f"2001:db8::{number:x}, 2001:db8:0:7::{number:x}"},
        )
        client.cookies.clear()

    assert len(mailoutbox) == 60
    assert "Det har vært for mange forsøk." in answer.content.decode()
