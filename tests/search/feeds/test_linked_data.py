"""Pages tell machines where their calendar is, and what happens when."""

import datetime as dt
import json
import re

import pytest

from programmes.operations.communities import open_community
from programmes.operations.occurrences import cancel_occurrence, move_occurrence
from tests.factories.house import NOW, span
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)
CALENDAR = re.compile(r'<link rel="alternate" type="text/calendar" title="[^"]+" href="([^"]+)">')


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page(client, activity) -> str:
    return client.get(activity.get_absolute_url()).content.decode()


def data(html: str) -> list[dict]:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(text)


def test_an_activity_tells_when_where_and_what_became_of_it(client, house, owner):
    house.venue.street = "Gata 1"
    house.venue.save()
    activity = make_activity(house, by=owner, space=house["Hall"], summary="Kom og prat.")
    series = repeat_weekly(activity, first=TUESDAY, until=dt.date(2027, 1, 19))
    first, second, _third = series.occurrences.order_by("starts_at")
    cancel_occurrence(first, reason="Syk", by=owner, at=NOW)
    move_occurrence(second, span("19-21", dt.date(2027, 1, 13)), reason="", by=owner, at=NOW)

    events = data(page(client, activity))

    assert [(event["startDate"], event["eventStatus"].rpartition("/")[2]) for event in events] == [
        ("2027-01-05T18:00:00+01:00", "EventCancelled"),
        ("2027-01-13T19:00:00+01:00", "EventRescheduled"),
        ("2027-01-19T18:00:00+01:00", "EventScheduled"),
    ]
    assert events[0]["location"] == {"@type": "Place", "name": "Hall, Hus dhh", "address": "Gata 1"}
    assert events[0]["isAccessibleForFree"] is True


def test_no_title_can_break_out_of_the_data(client, house, owner):
    title = "</script><script src=//evil.example></script> & «æøå»"
    activity = make_activity(house, title=title, slug="rart", by=owner)
    repeat_weekly(activity, first=TUESDAY, until=TUESDAY)

    html = page(client, activity)

    assert data(html)[0]["name"] == title
    assert "<script src=//evil" not in html


def test_pages_name_their_calendars(client, community_index, house, owner):
    community = open_community(name="Øra", by=owner, at=NOW)
    activity = make_activity(house, by=owner, community=community)

    assert CALENDAR.findall(page(client, activity)) == [
        f"/kal/aktivitet-{activity.pk}.ics",
        "/kal/dhh.ics",
        "/kal/ora.ics",
    ]
    assert CALENDAR.findall(client.get("/lokalsamfunn/ora/").content.decode()) == ["/kal/ora.ics"]
    assert CALENDAR.findall(client.get("/det-som-skjer/").content.decode()) == ["/kal/alt.ics"]


def test_a_community_named_as_a_house_links_to_its_own_calendar(client, community_index, house, owner):
    house.venue.slug = "ora"
    house.venue.save()
    open_community(name="Øra", by=owner, at=NOW)

    html = client.get("/lokalsamfunn/ora/").content.decode()

    assert "/kal/ora-2.ics" in html
    assert "/kal/ora.ics" not in html
