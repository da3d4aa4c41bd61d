"""What is done every minute for bookings."""

import datetime as dt

import pytest

from booking import tasks
from booking.enums import Trouble
from booking.external.asking import Answer
from booking.models import Closure, ExternalCalendar
from booking.operations.following import follow
from booking.tasks import look_at_calendars
from tests.booking.external.test_asking import CALENDAR, EVENT, asked_with_child
from tests.booking.external.test_reading import calendar
from tests.factories.house import NOW, span
from website.core import clock

LATER = NOW + dt.timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def followed(house, owner, address):
    return follow(spaces=[house["A"]], address=address, reason="x", by=owner, at=NOW)


def test_s181_calendar_on_the_net_takes_the_room_within_a_look_and_gives_it_back(house, owner, tls_server, monkeypatch):
    address = tls_server.serve("/a.ics", calendar(EVENT), **CALENDAR)
    followed(house, owner, address)
    monkeypatch.setattr(tasks, "ask", lambda one, *, at: asked_with_child(tls_server, one.address, etag=one.etag))

    assert look_at_calendars(at=NOW) == 1
    assert Closure.objects.get().period == span("12–14")
    assert look_at_calendars(at=NOW) == 0  # not due
    tls_server.serve("/a.ics", status=304)
    assert look_at_calendars(at=LATER) == 1
    assert tls_server.asked[-1].headers["If-None-Match"] == '"1"'
    assert Closure.objects.exists()
    tls_server.serve("/a.ics", b"<html>")
    assert look_at_calendars(at=LATER + dt.timedelta(minutes=15)) == 1
    assert ExternalCalendar.objects.get().trouble == Trouble.NOT_A_CALENDAR
    assert Closure.objects.exists()


def test_calendar_that_cannot_be_asked_is_noted(house, owner):
    followed(house, owner, "https://127.0.0.1/")

    look_at_calendars(at=NOW)

    assert ExternalCalendar.objects.get().trouble == Trouble.FORBIDDEN


def test_calendar_that_is_left_meanwhile_stops_nothing(house, owner, monkeypatch):
    for number in range(2):
        followed(house, owner, f"https://a.no/{number}")

    def leave_first(one, *, at):
        ExternalCalendar.objects.order_by("pk").first().delete() if one.address.endswith("0") else None
        return Answer([span("12–14")])

    monkeypatch.setattr(tasks, "ask", leave_first)

    assert look_at_calendars(at=NOW) == 1
    assert Closure.objects.count() == 1


def test_rest_waits_for_the_next_minute_when_time_is_out(house, owner, monkeypatch):
    for number in range(3):
        followed(house, owner, f"https://a.no/{number}")
    monkeypatch.setattr(tasks, "SECONDS_OUTSIDE", -1)

    assert look_at_calendars(at=NOW) == 0
    assert ExternalCalendar.objects.filter(next_look_at=NOW).count() == 3
