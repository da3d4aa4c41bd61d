"""How feeds answer calendar programs."""

import datetime as dt
from urllib.robotparser import RobotFileParser

import pytest
from django.db import OperationalError, connection
from django.test import Client
from icalendar import Calendar

from programmes.operations.communities import open_community
from programmes.operations.occurrences import cancel_occurrence
from search.feeds.models import FeedAddress
from search.feeds.operations import revoke_address
from tests.factories.house import NOW, make_house
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


def test_drafts_and_hidden_houses_are_in_no_feed(client, house, owner):
    repeat_weekly(make_activity(house, title="Hemmelig", by=owner, publish=False), first=TUESDAY)
    assert b"Hemmelig" not in client.get("/kal/alt.ics").content

    house.venue.is_public = False
    house.venue.save()
    assert client.get("/kal/dhh.ics").status_code == 404
    assert client.get("/kal/dhh-hall.ics").status_code == 404


def test_what_happens_in_a_hidden_house_is_in_no_feed_at_all(client, community_index, cafe, owner):
    cafe.community = open_community(name="Øra", by=owner, at=NOW)
    cafe.title = "Hemmelig"
    cafe.save()
    cafe.venue.is_public = False
    cafe.venue.save()

    for address in FeedAddress.objects.all():
        answer = client.get(address.get_absolute_url())
        assert b"Hemmelig" not in answer.content
        assert answer.status_code == (404 if address.venue or address.space or address.activity else 200)


@pytest.mark.parametrize("program", ["Google-Calendar-Importer", "Googlebot", "Thunderbird", "*"])
def test_robots_are_let_in_to_the_feeds(client, program):
    """Google fetches no calendar that robots.txt forbids."""
    rules = client.get("/robots.txt")
    robots = RobotFileParser()
    robots.parse(rules.content.decode().splitlines() if rules.status_code == 200 else [])

    assert robots.can_fetch(program, "/kal/alt.ics")


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


def test_revoked_is_gone(client, house, owner):
    assert client.get("/kal/dhh.ics").status_code == 200
    revoke_address(FeedAddress.objects.get(slug="dhh"), by=owner, at=NOW)

    assert client.get("/kal/dhh.ics").status_code == 410
    assert client.get("/kal/dhh-hall.ics").status_code == 200


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


def test_the_page_of_calendars_lists_each_thing_once(client, house):
    house.venue.slug = "huset"
    house.venue.save()
    page = client.get("/kal/").content.decode()

    assert page.count("Abonner på Hall – Hus dhh") == 1
    assert page.count('href="/abonner/huset/"') == 1
    assert "/abonner/dhh/" not in page
    assert '<link rel="alternate" type="text/calendar" title="Alt som skjer" href="/kal/alt.ics">' in page


def test_the_page_of_calendars_costs_the_same_with_more_of_them(client, house, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/kal/")
    make_house("lisleby")

    with django_assert_num_queries(1):
        assert "Abonner på Hus lisleby" in client.get("/kal/").content.decode()


def test_names_stand_in_norwegian_order_and_rooms_house_by_house(client, community_index, owner):
    make_house("b"), make_house("a")
    for name in ("Årum", "Ørebekk", "Ærfugl", "Begby"):
        open_community(name=name, by=owner, at=NOW)
    context = client.get("/kal/").context

    assert [address.name for address in context["communities"]] == ["Begby", "Ærfugl", "Ørebekk", "Årum"]
    assert [address.space.venue.slug for address in context["spaces"]] == ["a"] * 7 + ["b"] * 7


def test_hidden_houses_and_their_rooms_are_not_on_the_page(client, house):
    house.venue.is_public = False
    house.venue.save()

    assert "Hus dhh" not in client.get("/kal/").content.decode()


def test_an_unchanged_feed_is_built_once(client, cafe, django_assert_num_queries):
    first = client.get("/kal/dhh.ics")

    with django_assert_num_queries(2):
        assert client.get("/kal/dhh.ics").content == first.content


def test_a_date_alone_never_answers_unchanged(client, cafe):
    """What is taken away has no date to be newer by."""
    answer = client.get("/kal/dhh.ics", headers={"If-Modified-Since": "Sat, 01 Jan 2028 00:00:00 GMT"})

    assert answer.status_code == 200


def test_one_activity_in_place_of_another_is_a_change_whatever_their_dates_say(client, cafe, house, owner):
    other = make_activity(house, title="Strikking", by=owner, publish=False)
    repeat_weekly(other, first=TUESDAY, until=dt.date(2027, 1, 12))
    before = client.get("/kal/dhh.ics")
    type(cafe).objects.filter(pk=cafe.pk).update(live=False)
    type(cafe).objects.filter(pk=other.pk).update(live=True)

    after = client.get("/kal/dhh.ics", headers={"If-None-Match": before["ETag"]})

    assert {str(event["SUMMARY"]) for event in events(after)} == {"Strikking"}


def test_while_the_database_is_away_the_last_good_copy_answers(client, cafe):
    before = client.get("/kal/dhh.ics")

    def no_database(*_call):
        raise OperationalError("the server has gone away")

    with connection.execute_wrapper(no_database):
        known = client.get("/kal/dhh.ics")
        never_asked_for = client.get("/kal/aldri-spurt-om.ics")

    assert (known.status_code, known.content, known["ETag"]) == (200, before.content, before["ETag"])
    assert (never_asked_for.status_code, never_asked_for.content) == (503, b"")


def test_the_deleted_are_gone_and_nobody_else_gets_their_address(client, community_index, owner):
    first = open_community(name="Øra", by=owner, at=NOW)
    page = first.page
    page.delete()
    first.delete()
    assert client.get("/kal/ora.ics").status_code == 410

    open_community(name="Øra", by=owner, at=NOW)

    assert client.get("/kal/ora.ics").status_code == 410
    assert client.get("/kal/ora-2.ics").status_code == 200


def test_a_house_made_public_again_answers_again(client, house):
    for is_public, status in [(False, 404), (True, 200)]:
        house.venue.is_public = is_public
        house.venue.save()
        assert client.get("/kal/dhh.ics").status_code == status


@pytest.mark.parametrize("path", ["dhh", "a/b.ics", "%00.ics", "dhh.ics/", "../alt.ics", "DHH.ICS", "alt.ics%0A"])
def test_what_is_no_calendar_below_kal_is_a_plain_404(client, house, path):
    answer = client.get(f"/kal/{path}")

    assert (answer.status_code, answer.content, answer["Content-Type"]) == (404, b"", "text/plain; charset=utf-8")


def test_what_follows_a_question_mark_is_ignored(client, cafe):
    plain = client.get("/kal/alt.ics")

    assert client.get("/kal/alt.ics?fra=%00&x[]=<script>&format=html").content == plain.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_a_feed(house, method):
    guarded = Client(enforce_csrf_checks=True)

    assert getattr(guarded, method)("/kal/dhh.ics").status_code == 405


def test_other_sites_may_read_the_feed(client, house):
    answer = client.get("/kal/dhh.ics")

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=900, stale-while-revalidate=3600"
