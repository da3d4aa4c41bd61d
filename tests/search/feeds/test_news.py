"""RSS and JSON Feed hold what the calendar holds, are well-formed whatever stands in a title, and answer alike."""

import datetime as dt
import json
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from programmes.models import Occurrence
from programmes.operations.occurrences import cancel_occurrence
from search.feeds import build
from search.feeds.models import FeedAddress
from search.feeds.news import json_feed, rss
from search.feeds.operations import revoke_address
from tests.factories.house import DAY, NOW, book
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = pytest.mark.django_db
ALT = FeedAddress(slug="alt")
NASTY = '<b>"Kor" & co</b> ]]> \\N 🧶'
each_form = pytest.mark.parametrize("form", ["rss", "json"])


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cafe(house, owner):
    activity = make_activity(house, by=owner, title=NASTY, summary="Kom & prat\x07\ufffe.", space=house["Hall"])
    repeat_weekly(activity, first=DAY - dt.timedelta(days=7), until=DAY + dt.timedelta(days=14))
    return activity


def items(client, place: str, form: str) -> list[tuple[str, str]]:
    """Identity and title of each."""
    answer = client.get(f"/kal/{place}.{form}")
    assert answer.status_code == 200
    if form == "rss":
        return [(i.findtext("guid"), i.findtext("title")) for i in ElementTree.fromstring(answer.content).iter("item")]
    if form == "json":
        return [(i["id"], i["title"]) for i in json.loads(answer.content)["items"]]
    return [(str(e["UID"]), str(e["SUMMARY"])) for e in Calendar.from_ical(answer.content).events]


@each_form
def test_the_same_dates_in_the_same_order_as_in_the_calendar(client, cafe, house, owner, form):
    book(house, "Hall", "10–12", by=owner)
    for place in ("alt", "dhh", "dhh-hall"):
        there = [identity for identity, _title in items(client, place, form)]
        assert there == [identity for identity, _title in items(client, place, "ics")]
        assert len(there) == (5 if place == "dhh-hall" else 4)


def test_rss_as_readers_want_it(client, cafe):
    answer = client.get("/kal/dhh.rss")
    root = ElementTree.fromstring(answer.content)
    channel, first = root.find("channel"), root.find("channel/item")

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert [element.tag for element in channel][:3] == ["title", "link", "description"]
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert (own.get("href"), own.get("rel")) == ("http://testserver/kal/dhh.rss", "self")
    assert first.findtext("title") == f"{NASTY}, tirsdag 5. januar kl. 18:00–20:00"
    assert first.findtext("link") == f"http://testserver{cafe.get_absolute_url()}"
    assert first.findtext("description") == "Hall, Hus dhh\nKom & prat."
    assert first.find("guid").get("isPermaLink") == "false"
    changed = cafe.occurrences.get(starts_at__date=DAY).changed_at
    assert parsedate_to_datetime(first.findtext("pubDate")) == changed.replace(microsecond=0)


def test_json_as_readers_want_it(client, cafe):
    answer = client.get("/kal/dhh.json")
    whole = json.loads(answer.content)

    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    assert (whole["feed_url"], whole["title"]) == ("http://testserver/kal/dhh.json", "Hus dhh")
    assert whole["items"][0]["title"] == f"{NASTY}, tirsdag 5. januar kl. 18:00–20:00"
    assert all(item["id"] and item["content_text"] for item in whole["items"])
    assert dt.datetime.fromisoformat(whole["items"][0]["date_modified"]).utcoffset() is not None


@each_form
def test_nothing_on_is_a_whole_file_all_the_same(client, house, form):
    assert items(client, "dhh", form) == []


@each_form
def test_a_cancelled_date_keeps_its_identity_and_says_so(client, cafe, owner, form):
    before, stamp = items(client, "dhh", form), client.get(f"/kal/dhh.{form}")["ETag"]
    cancel_occurrence(cafe.occurrences.get(starts_at__date=DAY), reason="", by=owner, at=NOW + dt.timedelta(minutes=1))
    after = items(client, "dhh", form)

    assert [identity for identity, _ in after] == [identity for identity, _ in before]
    assert [title.startswith("AVLYST: ") for _, title in after] == [True, False, False, False]
    assert client.get(f"/kal/dhh.{form}", headers={"If-None-Match": stamp}).status_code == 200


@each_form
def test_answers_as_the_calendar_does(client, cafe, house, owner, form, django_assert_num_queries):
    first = client.get(f"/kal/dhh.{form}", headers={"Accept-Encoding": "gzip"})
    with django_assert_num_queries(2):
        again = client.get(f"/kal/dhh.{form}", headers={"If-None-Match": first["ETag"]})
    with django_assert_num_queries(2):
        client.get(f"/kal/dhh.{form}")

    assert first["Content-Encoding"] == "gzip"
    assert not first.cookies
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(f"/kal/dhh.{form}").status_code == 200
    assert client.post(f"/kal/dhh.{form}").status_code == 405
    revoke_address(FeedAddress.objects.get(slug="dhh"), by=owner, at=NOW)
    assert (client.get(f"/kal/dhh.{form}").status_code, client.get(f"/kal/x.{form}").status_code) == (410, 404)


@each_form
def test_a_renamed_house_answers_at_both_addresses(client, cafe, house, form):
    house.venue.slug = "huset"
    house.venue.save()

    assert len(items(client, "dhh", form)) == len(items(client, "huset", form)) == 4


@pytest.mark.parametrize("write", [rss, json_feed])
def test_as_many_queries_for_thirty_dates_as_for_three(house, owner, write, django_assert_num_queries):
    activity = make_activity(house, by=owner)
    for first, until in [(0, 14), (21, 210)]:
        days = (DAY + dt.timedelta(days=number) for number in (first, until))
        repeat_weekly(activity, **dict(zip(["first", "until"], days, strict=True)))
        with django_assert_num_queries(2):
            write(ALT, DAY)
    assert Occurrence.objects.count() > 30


@pytest.mark.parametrize("write", [rss, json_feed])
def test_too_large_a_file_leaves_out_what_is_farthest_and_is_still_whole(house, owner, write, monkeypatch):
    monkeypatch.setattr(build, "LARGEST", build.HEADER + 2_000)
    repeat_weekly(make_activity(house, by=owner), first=DAY, until=DAY + dt.timedelta(days=70))

    body = write(ALT, DAY)

    dates = (
        [i.findtext("title") for i in ElementTree.fromstring(body).iter("item")]
        if write is rss
        else [i["title"] for i in json.loads(body)["items"]]
    )
    assert 2 < len(dates) < 11
    assert "5. januar" in dates[0]
    assert len(body) < build.LARGEST
