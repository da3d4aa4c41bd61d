"""The index made anew."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection

from search import operations
from search.models import SearchEntry
from search.sources import sources
from tests.factories.house import NOW
from tests.factories.programme import make_activity
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticking(monkeypatch):
    """A clock that is one second later each time it is asked."""
    seconds = iter(range(100_000))
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(seconds=next(seconds)))


def ghost(**fields) -> SearchEntry:
    return SearchEntry.objects.create(source="venues.venue", object_id=999, kind="venue", title="Borte", **fields)


def test_what_nothing_stands_behind_is_removed(ticking, house):
    ghost(revision=NOW - dt.timedelta(days=1))

    operations.rebuild()

    assert not SearchEntry.objects.filter(title="Borte").exists()


def meanwhile(monkeypatch, act) -> None:
    """Let others act when all that is public has been read."""

    class Last:
        def public(self):
            act()
            return SearchEntry.objects.none()

    monkeypatch.setattr(operations, "sources", lambda: [*sources(), Last()])


@pytest.mark.parametrize("ahead", [0, -3600])
def test_what_others_publish_meanwhile_stays(ticking, house, owner, monkeypatch, ahead):
    """Also when their clock is behind ours."""

    def publish():
        make_activity(house, title="Ny kafé", by=owner)
        new = SearchEntry.objects.filter(title="Ny kafé")
        new.update(revision=clock.now() + dt.timedelta(seconds=ahead))

    meanwhile(monkeypatch, publish)

    operations.rebuild()

    assert SearchEntry.objects.filter(title="Ny kafé").exists()


def test_a_leftover_published_again_meanwhile_stays(ticking, house, monkeypatch):
    ghost(revision=NOW - dt.timedelta(days=1))
    meanwhile(monkeypatch, lambda: SearchEntry.objects.filter(title="Borte").update(revision=clock.now()))

    operations.rebuild()

    assert SearchEntry.objects.filter(title="Borte").exists()


@pytest.mark.django_db(transaction=True)
def test_who_publishes_while_it_is_made_anew_does_not_wait_and_is_not_overwritten(house, monkeypatch):
    """The house gets another name after all its rooms have been written, and before the end."""
    took = []

    def rename() -> None:
        began = time.monotonic()
        house.venue.name = "Fyret"
        house.venue.save()
        took.append(time.monotonic() - began)
        connection.close()

    def act() -> None:
        thread = threading.Thread(target=rename)
        thread.start()
        thread.join(20)

    meanwhile(monkeypatch, act)
    assert operations.rebuild() == SearchEntry.objects.count() > 7

    assert took
    assert not SearchEntry.objects.filter(title__contains="dhh").exists()
