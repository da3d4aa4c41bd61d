"""Elasticsearch is stopped and started again while people search and editors write."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection

from search import breaker, mirror, tasks
from search.menu import panels
from search.models import IndexChange, Kind, SearchEntry
from search.queries import search
from tests import elasticsearch_server
from tests.factories.house import NOW

from .conftest import LEFT_OUT

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]
PAGES = 40
PATIENCE = 60  # seconds for what is sure to come
SLOWEST = 1  # second to wait for an answer, but for one in a hundred on a machine that starts a server beside


@pytest.fixture
def port(settings, monkeypatch):
    """Where a server of our own is to be, which may be stopped; at first there is none."""
    if not (elasticsearch_server.folder() / "bin").exists():
        pytest.skip(LEFT_OUT)
    port = elasticsearch_server.free_port()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{port}"
    monkeypatch.setattr(breaker, "REST", 0.3)
    yield port
    breaker.close()


class Load:
    """Does things again and again, each in a thread of its own, until told to stop. Keeps what went wrong."""

    def __init__(self, *doings: Callable[[int], object]) -> None:
        self.errors: list[Exception] = []
        self.seconds: list[float] = []  # that those who asked waited
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._again, args=(doing,)) for doing in doings]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _again(self, doing: Callable[[int], object]) -> None:
        turn = 0
        while not self._is_over.is_set():
            turn, began = turn + 1, time.monotonic()
            try:
                doing(turn)
            except Exception as error:
                self.errors.append(error)
            if doing is ask:
                self.seconds.append(time.monotonic() - began)
            time.sleep(0.02)
        connection.close()


def ask(_turn: int) -> None:
    """Each answer has all that has been there all the time."""
    assert search("side", limit=100).total >= PAGES


def write(turn: int) -> None:
    made = add("new", turn)
    if turn % 3 == 0:
        made.delete()
    SearchEntry.objects.filter(source="old", object_id=turn % PAGES).update(title=f"Side etter {turn}")


def work(_turn: int) -> None:
    tasks.tell_elasticsearch(at=NOW)


def add(source: str, number: int) -> SearchEntry:
    fields = {"kind": Kind.PAGE, "url": "/", "lexemes": "'sid':1A", "title": f"Side {number}"}
    return SearchEntry.objects.create(source=source, object_id=number, **fields)


def until(is_so: Callable[[], object]) -> None:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)


def test_nobody_waits_nothing_is_lost_and_editors_are_told(port, capsys):
    for number in range(PAGES):
        add("old", number)
    with TemporaryDirectory() as folder, Load(ask, ask, write, work) as load:
        with elasticsearch_server.running_in(Path(folder), port):
            until(lambda: not breaker.has_failed() and not panels())
        until(breaker.has_failed)
        assert panels()
        until(lambda: IndexChange.objects.count() > PAGES)
        with elasticsearch_server.running_in(Path(folder), port):
            until(lambda: not breaker.has_failed() and IndexChange.objects.count() < PAGES)
            load.stop()
            mirror.catch_up()
            drift, is_told = mirror.compare(), panels()

    assert load.errors == []
    assert (drift, is_told, IndexChange.objects.count()) == (mirror.Drift(), [], 0)
    with capsys.disabled():
        print(f"\n  {len(load.seconds)} searches while it stopped and started; the slowest {max(load.seconds):.2f} s")
    assert sorted(load.seconds)[int(len(load.seconds) * 0.99)] < SLOWEST
