"""A room is edited while somebody lays it down or takes it up again: real threads and committed transactions."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from search.models import SearchEntry
from tests.booking.test_races import all_at_once
from tests.factories.house import NOW
from tests.venues.test_viewsets import room
from venues.models import Space
from venues.operations import archive_space, restore_space
from website.accounts.models import User
from website.core import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def chief(transactional_db):
    return User.objects.create_superuser("sjef@example.no", first_name="Sjef")


def edit(house, chief, **fields):
    client = Client(raise_request_exception=False)
    client.force_login(chief)
    space = house["K"]
    form = room(house, name="K", units=[unit.pk for unit in space.units.all()]) | fields
    return lambda: client.post(reverse("spaces:edit", args=[space.pk]), form)


def while_not_committed(first, second):
    """`second` begins when `first` is done but nobody else can see it yet."""
    is_done = threading.Event()

    def one():
        try:
            with transaction.atomic():
                first()
                is_done.set()
                time.sleep(0.7)
        finally:
            connection.close()

    def other():
        try:
            is_done.wait()
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        waiting, answer = pool.submit(one), pool.submit(other)
        waiting.result()
        return answer.result()


def test_a_new_name_does_not_take_up_what_is_laid_down_meanwhile(house, chief):
    space = Space.objects.get(pk=house["K"].pk)

    answer = while_not_committed(
        lambda: archive_space(space, by=chief, at=NOW), edit(house, chief, summary="Nymalt kjøkken")
    )

    assert answer.status_code == 302
    assert Space.objects.filter(pk=space.pk).values_list("summary", "archived_at").get() == ("Nymalt kjøkken", NOW)
    assert not SearchEntry.objects.filter(title="K, Hus dhh").exists()


def test_two_who_edit_different_things_both_get_theirs(house, chief):
    edit(house, chief, summary="Før", capacity=5)()

    answer = while_not_committed(
        lambda: Space.objects.filter(pk=house["K"].pk).update(capacity=12),
        edit(house, chief, summary="Etter", capacity=5),
    )

    assert answer.status_code == 302
    assert Space.objects.filter(pk=house["K"].pk).values_list("summary", "capacity").get() == ("Etter", 12)


@pytest.mark.parametrize("_round", range(3))
def test_laid_down_and_taken_up_at_once_search_knows_what_is_true(house, chief, _round):
    def fresh():
        return Space.objects.select_related("venue").get(pk=house["K"].pk)

    archive_space(fresh(), by=chief, at=NOW)
    calls = [lambda: restore_space(fresh(), by=chief), lambda: archive_space(fresh(), by=chief, at=NOW)] * 2

    answers = all_at_once(calls)

    assert answers == {"ok": 4}
    is_there = SearchEntry.objects.filter(title="K, Hus dhh").exists()
    assert is_there == (fresh().archived_at is None)
