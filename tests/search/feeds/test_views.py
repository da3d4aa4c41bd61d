"""How feeds answer calendar programs."""

import datetime as dt

import pytest
from icalendar import Calendar

from booking.enums import Visibility
from booking.operations.bookings import cancel_booking
from programmes.operations.communities import open_community
from programmes.operations.occurrences import cancel_occurrence
from search.feeds.models import FeedAddress
from search.feeds.queries import within_size
from tests.factories.house import NOW, book
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cafe(house, owner):
    activity = make_activity(house, by=owner, space=house["Hall"])
    repeat_weekly(activity, first=TUESDAY, until=dt.date(2027, 1, 12))
    return activity


def events(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).events)


def test_the_same_dates_in_the_feeds_of_everything_the_house_and_the_room(client, cafe):
    for slug in ("alt", "dhh", "dhh-hall"):
        found = events(client.get(f"/kal/{slug}.ics"))
        assert [f"{event.start:%d.%m %H:%M}" for event in found] == ["05.01 18:00", "12.01 18:00"]


def test_a_community_has_a_feed(client, community_index, cafe, owner):
    cafe.community = open_community(name="Øra", by=owner, at=NOW)
    cafe.save()

    assert len(events(client.get("/kal/ora.ics"))) == 2


def test_a_whole_calendar_with_the_zone_and_honest_refresh(client, cafe):
    body = client.get("/kal/dhh.ics").content

    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in body
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in body
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_unchanged_answers_304_in_two_queries(client, cafe, django_assert_num_queries):
    first = client.get("/kal/alt.ics")

    with django_assert_num_queries(2):
        again = client.get("/kal/alt.ics", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_cancelled_date_stays_and_changes_the_stamp(client, cafe, owner):
    before = client.get("/kal/dhh.ics")
    cancel_occurrence(cafe.occurrences.earliest("starts_at"), reason="", by=owner, at=NOW + dt.timedelta(minutes=1))

    after = client.get("/kal/dhh.ics", headers={"If-None-Match": before["ETag"]})

    first = events(after)[0]
    assert (first["STATUS"], first["SUMMARY"], first["SEQUENCE"]) == ("CANCELLED", "AVLYST: Språkkafé", 1)
    assert [event["UID"] for event in events(before)] == [event["UID"] for event in events(after)]


def test_a_room_shows_bookings_and_hides_what_they_are_for(client, house, owner):
    book(house, "Hall", "10-12", by=owner, title="Styremøte i korpset")
    book(house, "Hall", "12-14", by=owner, title="Åpen dag", visibility=Visibility.PUBLIC)

    answer = client.get("/kal/dhh-hall.ics")

    assert [str(event["SUMMARY"]) for event in events(answer)] == ["Opptatt", "Åpen dag"]
    assert "korpset" not in answer.content.decode()
    assert events(client.get("/kal/dhh.ics")) == []


def test_a_cancelled_booking_stays_in_the_room_as_cancelled(client, house, owner):
    booking = book(house, "Hall", "10-12", by=owner)
    cancel_booking(booking, reason="Vask", by=owner, at=NOW)

    assert [str(event["SUMMARY"]) for event in events(client.get("/kal/dhh-hall.ics"))] == ["AVLYST: Opptatt"]


def test_drafts_and_hidden_houses_are_in_no_feed(client, house, owner):
    repeat_weekly(make_activity(house, title="Hemmelig", by=owner, publish=False), first=TUESDAY)
    assert b"Hemmelig" not in client.get("/kal/alt.ics").content

    house.venue.is_public = False
    house.venue.save()
    assert client.get("/kal/dhh.ics").status_code == 404
    assert client.get("/kal/dhh-hall.ics").status_code == 404


def test_a_renamed_house_answers_at_both_addresses(client, cafe, house):
    house.venue.slug = "huset"
    house.venue.save()

    assert client.get("/kal/dhh.ics").content == client.get("/kal/dhh.ics").content
    for slug in ("dhh", "huset", "dhh-hall", "huset-hall"):
        assert len(events(client.get(f"/kal/{slug}.ics"))) == 2


@pytest.mark.parametrize("slug", ["finnes-ikke", "æøå", "a b", "x" * 500])
def test_unknown_is_a_plain_404(client, slug):
    answer = client.get(f"/kal/{slug}.ics")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_revoked_is_gone(client, house):
    FeedAddress.objects.filter(slug="dhh").update(revoked_at=NOW)

    assert client.get("/kal/dhh.ics").status_code == 410


def test_head_and_odd_methods(client, cafe):
    assert client.head("/kal/alt.ics")["ETag"] == client.get("/kal/alt.ics")["ETag"]
    assert client.post("/kal/alt.ics").status_code == 405


def test_no_cookie_and_the_same_for_everyone(client, cafe, owner):
    anonymous = client.get("/kal/alt.ics")
    client.force_login(owner)
    client.cookies["sprak"] = "en"

    known = client.get("/kal/alt.ics")

    assert known.content == anonymous.content
    assert "Set-Cookie" not in anonymous.headers
    assert "Cookie" not in anonymous.get("Vary", "")


def test_compressed_for_those_who_take_it(client, cafe):
    assert client.get("/kal/alt.ics", headers={"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_a_feed_grown_too_large_ends_early():
    assert len(list(within_size(["x" * 100_000] * 12))) == 9


def test_the_page_of_calendars_lists_them_once_each(client, house):
    page = client.get("/kal/").content.decode()

    assert "Følg Hall – Hus dhh i kalenderen din" in page
    assert page.count('/kal/dhh.ics"') >= 1
