"""Which calendars there are, as open data."""

import pytest

from programmes.operations.communities import open_community
from tests.factories.house import NOW, make_house
from website.core import clock

pytestmark = pytest.mark.django_db
CALENDARS = "/api/v1/calendars/"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def calendars(client):
    answer = client.get(CALENDARS)
    assert answer.status_code == 200
    return answer.json()["items"]


def test_every_calendar_with_what_it_is_about(client, house, community_index, owner):
    open_community(name="Lisleby", by=owner, at=NOW, is_verified=True)

    found = calendars(client)

    assert found[0] == {
        "name": "Alt som skjer",
        "url": "http://testserver/kal/alt.ics",
        **{"venue": None, "space": None, "community": None},
    }
    assert {
        "name": "A – Hus dhh",
        "url": "http://testserver/kal/dhh-a.ics",
        **{"venue": "dhh", "space": "a", "community": None},
    } in found
    assert found[-1]["community"] == "lisleby"
    for calendar in found:
        assert client.get(calendar["url"])["Content-Type"] == "text/calendar; charset=utf-8"


def test_what_is_kept_from_the_public_is_not_there(client, house):
    house.venue.is_public = False
    house.venue.save()

    assert [calendar["url"] for calendar in calendars(client)] == ["http://testserver/kal/alt.ics"]


def test_as_many_queries_for_many_calendars_as_for_few(client, house, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(CALENDARS)
    for number in range(4):
        make_house(f"hus-{number}")
    with django_assert_num_queries(2):
        assert len(calendars(client)) == 41
