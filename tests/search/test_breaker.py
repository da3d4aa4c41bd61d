"""Elasticsearch away, hanging or mad: PostgreSQL answers in time, and editors are told."""

import datetime as dt
import socket
import threading
import time

import pytest

from search import breaker, mirror, tasks
from search.models import IndexChange, Kind, SearchEntry
from search.queries import search
from tests.factories.house import NOW
from website.accounts.models import User
from website.accounts.roles import EDITOR, give_role

pytestmark = pytest.mark.django_db
NOTICE = "Søket går på reserve"


@pytest.fixture(autouse=True)
def rested():
    breaker.close()
    yield
    breaker.close()


@pytest.fixture
def page():
    return SearchEntry.objects.create(
        source="a.b", object_id=1, kind=Kind.PAGE, title="Kurs", url="/", lexemes="'kurs':1A", title_words=1
    )


@pytest.fixture
def admin(client):
    give_role(User.objects.create_user("redaktor@example.no").pk, EDITOR)
    client.force_login(User.objects.get(email="redaktor@example.no"))
    return lambda: client.get("/admin/").content.decode()


@pytest.fixture
def hanging():
    """The address of a server that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=20) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def mad():
    """The address of one that answers 200 with nonsense."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _address = server.accept()
                except OSError:
                    return
                with caller:
                    caller.recv(65536)
                    caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def seconds(question: str) -> float:
    began = time.monotonic()
    assert [entry.title for entry in search(question).entries] == ["Kurs"]
    return time.monotonic() - began


@pytest.mark.parametrize("server", ["hanging", "mad", "refused"])
def test_who_searches_gets_an_answer_within_a_second_and_then_at_once(page, settings, request, server):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9" if server == "refused" else request.getfixturevalue(server)

    assert seconds("kurs") < 1
    assert not breaker.is_closed()
    assert seconds("kurs") < 0.3


def test_it_is_asked_again_after_a_rest(settings, monkeypatch):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    breaker.open_for_a_while(OSError())
    assert not breaker.is_closed()

    monkeypatch.setattr(breaker, "_rests_until", time.monotonic() - 1)
    assert breaker.is_closed()


def test_editors_are_told_while_it_does_not_answer_and_no_longer(page, settings, admin):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert NOTICE not in admin()

    tasks.tell_elasticsearch(at=NOW)
    assert NOTICE in admin()

    breaker.close()
    assert NOTICE not in admin()


def test_editors_are_told_when_it_is_late(page, settings, admin):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    IndexChange.objects.update(made_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    assert "1 endring er ikke kommet fram" in admin()


@pytest.mark.elasticsearch
def test_it_catches_up_by_itself_when_it_is_back(page, empty_elasticsearch, settings):
    here, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, "http://127.0.0.1:9"
    assert tasks.tell_elasticsearch(at=NOW) == 0
    assert breaker.has_failed()

    settings.ELASTICSEARCH_URL = here
    assert tasks.tell_elasticsearch(at=NOW) == 1
    assert not breaker.has_failed()
    assert breaker.is_closed()


@pytest.mark.elasticsearch
def test_the_nightly_comparison_is_made_once_and_at_night(page, empty_elasticsearch):
    mirror.catch_up()
    SearchEntry.objects.update(title="Andre kurs")
    IndexChange.objects.all().delete()
    night = NOW.replace(hour=2, minute=10)  # three o'clock here

    assert tasks.compare_with_elasticsearch(at=NOW) == 0
    assert tasks.compare_with_elasticsearch(at=night) == 1
    assert tasks.compare_with_elasticsearch(at=night) == 0


def test_without_one_nothing_is_remembered_and_nobody_told(page, admin):
    assert IndexChange.objects.exists()

    tasks.tell_elasticsearch(at=NOW)

    assert not IndexChange.objects.exists()
    assert tasks.compare_with_elasticsearch(at=NOW.replace(hour=2)) == 0
    assert NOTICE not in admin()
