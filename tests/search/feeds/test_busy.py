"""A room's calendar: everyone sees when it is taken, nobody sees what for unless it is open for all."""

import datetime as dt

import pytest
from icalendar import Calendar

from booking.enums import Visibility
from booking.models import Booking
from booking.operations.bookings import approve_booking, cancel_booking, refuse_booking, withdraw_booking
from programmes.operations.occurrences import add_occurrence
from tests.factories.house import NOW, book, span
from tests.factories.programme import make_activity
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def titles(client):
    """The titles in a feed, in order."""
    return lambda slug: [str(event["SUMMARY"]) for event in events(client, slug)]


def events(client, slug):
    return list(Calendar.from_ical(client.get(f"/kal/{slug}.ics").content).events)


def test_a_closed_booking_is_only_taken(client, titles, house, owner):
    book(house, "Hall", "10-12", by=owner, title="Styremøte i korpset", note="Nøkkel hos Eva")
    body = client.get("/kal/dhh-hall.ics").content.decode()

    assert titles("dhh-hall") == ["Opptatt"]
    for secret in ("korpset", "Nøkkel", "Eva", "Eier", "eier@", str(Booking.objects.get().uuid)):
        assert secret not in body


def test_it_does_not_make_the_reader_busy_and_keeps_its_identity(client, house, owner):
    booking = book(house, "Hall", "10-12", by=owner)
    [before] = events(client, "dhh-hall")
    cancel_booking(booking, reason="Vask", by=owner, at=NOW + dt.timedelta(minutes=1))
    [after] = events(client, "dhh-hall")

    assert before["TRANSP"] == "TRANSPARENT"
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (after["STATUS"], after["SUMMARY"]) == ("CANCELLED", "AVLYST: Opptatt")


@pytest.mark.parametrize("room", ["a", "b", "c", "ab", "hall", "house"])
def test_a_hall_takes_its_parts_and_the_house_it_is_in(titles, house, owner, room):
    book(house, "Hall", "10-12", by=owner)

    assert titles(f"dhh-{room}") == ["Opptatt"]


def test_a_hall_leaves_the_kitchen_free(titles, house, owner):
    book(house, "Hall", "10-12", by=owner)

    assert titles("dhh-k") == []


def test_bookings_are_in_the_feeds_of_rooms_only(titles, house, owner):
    book(house, "Hall", "10-12", by=owner)

    assert titles("dhh") == titles("alt") == []


def test_an_open_booking_shows_its_title_once_the_host_has_said_yes(titles, house, owner, stranger):
    house.set("Hall", needs_approval=True)
    booking = book(house, "Hall", "10-12", by=owner, title="Åpen dag", visibility=Visibility.PUBLIC)
    assert titles("dhh-hall") == ["Opptatt"]

    approve_booking(booking, by=stranger, at=NOW)

    assert titles("dhh-hall") == ["Åpen dag"]


def test_a_refused_request_leaves_no_trace(titles, house, owner):
    house.set("Hall", needs_approval=True)
    refuse_booking(book(house, "Hall", "10-12", by=owner), reason="Fullt", by=owner, at=NOW)
    withdraw_booking(book(house, "Hall", "14-16", by=owner), by=owner, at=NOW)

    assert titles("dhh-hall") == []


def test_given_back_is_shown_as_cancelled(titles, house, owner):
    withdraw_booking(book(house, "Hall", "10-12", by=owner), by=owner, at=NOW)

    assert titles("dhh-hall") == ["AVLYST: Opptatt"]


@pytest.mark.parametrize(("publish", "expected"), [(True, ["Kafé"]), (False, ["Opptatt"])])
def test_a_room_an_activity_has_is_there_once_and_a_draft_is_only_taken(titles, house, owner, publish, expected):
    booking = book(house, "Hall", "10-12", by=owner, title="Kafé")
    activity = make_activity(house, title="Kafé", by=owner, publish=publish)
    add_occurrence(activity, span("10-12"), at=NOW, booking=booking)

    assert titles("dhh-hall") == titles("dhh-a") == expected


def test_every_change_of_a_booking_changes_the_fingerprint(client, house, owner):
    """Also one that forgets to tell when."""
    book(house, "Hall", "10-12", by=owner, title="Åpen dag")
    tag = client.get("/kal/dhh-hall.ics")["ETag"]
    for change in ({"visibility": "public"}, {"state": "cancelled"}, {"sequence": 7}, {"title": "Lukket dag"}):
        Booking.objects.update(**change)
        answer = client.get("/kal/dhh-hall.ics", headers={"If-None-Match": tag})
        assert answer.status_code == 200
        tag = answer["ETag"]
    assert client.get("/kal/dhh-hall.ics", headers={"If-None-Match": tag}).status_code == 304
