"""Houses and rooms as open data."""

import datetime as dt

import pytest

from tests.factories.house import DAY, NOW, make_house
from venues.models import Area, OpeningException, Space
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def items(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.json()["items"]


def hide(house):
    house.venue.is_public = False
    house.venue.save()


def test_a_house_tells_what_its_page_does_and_nothing_more(client, house):
    house.venue.area = Area.objects.create(name="Lisleby", slug="lisleby")
    house.venue.street, house.venue.postcode, house.venue.town = "Gata 1", "1600", "Fredrikstad"
    house.venue.accessibility = "Trinnfri inngang."
    house.venue.email = "kari.nordmann@example.no"
    house.venue.save()

    assert items(client, "/api/v1/venues/") == [
        {
            "slug": "dhh",
            "name": "Hus dhh",
            "kind": "house",
            "area": "Lisleby",
            "summary": "",
            "street": "Gata 1",
            "postcode": "1600",
            "town": "Fredrikstad",
            "phone": "",
            "accessibility": "Trinnfri inngang.",
            "is_demo": False,
            "url": "http://testserver/moteplasser/dhh/",
            "free_url": "http://testserver/api/v1/venues/dhh/free/",
        }
    ]


def test_fourteen_days_of_opening_hours_with_the_reason_for_those_that_differ(client, house):
    OpeningException.objects.create(venue=house.venue, date=DAY, reason="dugnad")

    days = client.get("/api/v1/venues/dhh/").json()["opening_hours"]

    assert (len(days), days[0]["date"], days[-1]["date"]) == (14, "2027-01-04", "2027-01-17")
    assert days[0]["open"] == [{"starts_at": "2027-01-04T08:00:00+01:00", "ends_at": "2027-01-04T22:00:00+01:00"}]
    assert days[1] == {"date": "2027-01-05", "open": [], "reason": "dugnad"}


def test_hours_on_the_night_summer_time_begins(client, house, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: clock.at_local(dt.date(2027, 3, 28), dt.time(0, 30)))
    house.venue.openingrule_set.update(opens=dt.time(0), closes=dt.time(0), closes_next_day=True)

    first = client.get("/api/v1/venues/dhh/").json()["opening_hours"][0]["open"]

    assert first == [{"starts_at": "2027-03-28T00:00:00+01:00", "ends_at": "2027-03-29T00:00:00+02:00"}]


def test_rooms_are_listed_with_their_rules(client, house):
    house.set("A", capacity=12, tags=["kitchen"], purpose="meet", max_minutes=240, needs_approval=True)
    make_house("rebellhuset")

    of_one = items(client, "/api/v1/spaces/?sted=dhh")

    assert len(items(client, "/api/v1/spaces/")) == 14
    assert [space["name"] for space in of_one] == ["A", "AB", "B", "C", "Hall", "House", "K"]
    assert of_one[0] == {
        "slug": "a",
        "name": "A",
        "venue": "dhh",
        "kind": "room",
        "purpose": "meet",
        "summary": "",
        "capacity": 12,
        "tags": ["kitchen"],
        "needs_approval": True,
        "is_whole_day": False,
        "min_minutes": 15,
        "max_minutes": 240,
        "grid_minutes": 15,
        "url": "http://testserver/lan-lokaler/dhh/?rom=a",
    }
    assert client.get("/api/v1/venues/dhh/").json()["spaces"] == of_one


def test_what_is_kept_from_the_public_is_nowhere(client, house):
    Space.objects.filter(name="A").update(archived_at=NOW)
    assert "A" not in [space["name"] for space in items(client, "/api/v1/spaces/")]
    assert "A" not in [space["name"] for space in client.get("/api/v1/venues/dhh/").json()["spaces"]]

    hide(house)

    assert items(client, "/api/v1/venues/") == items(client, "/api/v1/spaces/") == []
    unknown = client.get("/api/v1/venues/finnes-ikke/")
    hidden = client.get("/api/v1/venues/dhh/")
    assert (hidden.status_code, hidden.json()) == (unknown.status_code, unknown.json())
    assert hidden.json()["detail"] == "Vi fant ikke det du spør etter."
    assert client.get("/api/v1/spaces/?sted=dhh").status_code == 400


@pytest.mark.parametrize("nonsense", ["finnes-ikke", "%00", "x" * 3000, "%F0%9F%98%80", "'"])
def test_a_house_nobody_knows_is_said_in_words(client, house, nonsense):
    answer = client.get(f"/api/v1/spaces/?sted={nonsense}")

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("«sted»: ")


def test_page_by_page(client, house):
    first = client.get("/api/v1/spaces/?limit=5&sted=dhh").json()
    rest = client.get(first["next"].removeprefix("http://testserver")).json()

    assert (first["count"], len(first["items"]), len(rest["items"]), rest["next"]) == (7, 5, 2, None)
    assert items(client, "/api/v1/spaces/?offset=7") == []


@pytest.mark.parametrize("address", ["/api/v1/venues/", "/api/v1/spaces/?limit=200", "/api/v1/venues/dhh/"])
def test_as_many_queries_for_many_houses_as_for_one(client, house, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as few:
        client.get(address)
    for number in range(10):
        make_house(f"hus-{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)
