"""What is free, as open data: the same as on screen and at the desk, and nothing of who has the rest."""

import datetime as dt
import uuid

import pytest
from django.utils.dateparse import parse_datetime

from booking.operations.closures import close_spaces
from booking.operations.holds import hold_spaces
from booking.queries.explain import explain
from tests.factories.house import DAY, NOW, book, make_house, span
from venues.models import OpeningException
from website.core import clock
from website.core.periods import Period

FREE = f"/api/v1/venues/dhh/free/?dato={DAY}"
QUARTER = dt.timedelta(minutes=15)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def free(client, name, address=FREE):
    answer = client.get(address)
    assert answer.status_code == 200
    spaces = {space["name"]: space["free"] for space in answer.json()["spaces"]}
    return [f"{part['starts_at'][11:16]}–{part['ends_at'][11:16]}" for part in spaces[name]]


def test_free_time_is_what_the_opening_hours_leave(client, house, owner):
    book(house, "AB", "10–12", by=owner)

    assert free(client, "A") == free(client, "Hall") == ["08:00–10:00", "12:00–22:00"]
    assert free(client, "C") == ["08:00–22:00"]


def test_a_free_time_says_when_a_loan_may_begin_and_where_to_ask(client, house, owner):
    house.set("A", min_minutes=60, grid_minutes=30)
    book(house, "A", "9:30–22", by=owner)

    answer = client.get(FREE).json()
    room = next(space for space in answer["spaces"] if space["slug"] == "a")

    assert (answer["venue"], answer["date"], answer["is_open"], answer["closed_because"]) == (
        *("dhh", "2027-01-05", True, ""),
    )
    assert room == {
        "slug": "a",
        "name": "A",
        "is_whole_day": False,
        "min_minutes": 60,
        "max_minutes": None,
        "closed_because": "",
        "free": [
            {
                "starts_at": "2027-01-05T08:00:00+01:00",
                "ends_at": "2027-01-05T09:30:00+01:00",
                "starts": ["2027-01-05T08:00:00+01:00", "2027-01-05T08:30:00+01:00"],
                "book_url": "http://testserver/lan-lokaler/dhh/bestill/?rom=a&dato=2027-01-05&fra=08%3A00&til=09%3A30",
            }
        ],
    }
    assert client.get(room["free"][0]["book_url"]).status_code == 200


@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"buffer_before_minutes": 30, "buffer_after_minutes": 15, "grid_minutes": 30, "min_minutes": 60},
        {"max_minutes": 60, "lead_minutes": 26 * 60},
        {"days_ahead": 1, "grid_minutes": 45},
    ],
)
def test_a_loan_is_accepted_if_and_only_if_its_time_is_free_here(client, house, owner, rules):
    room = house.set("A", **rules)
    book(house, "AB", "13–14:30", by=owner)
    close_spaces(spaces=[house["A"]], period=span("17–18"), reason="Maling", by=owner, at=NOW)
    hold_spaces(spaces=[house["Hall"]], period=span("20–21"), key=uuid.uuid4(), at=NOW)
    offered = next(space for space in client.get(FREE).json()["spaces"] if space["slug"] == "a")["free"]
    ends_of = {parse_datetime(start): parse_datetime(part["ends_at"]) for part in offered for start in part["starts"]}

    def is_offered(period: Period) -> bool:
        longest = dt.timedelta(minutes=room.max_minutes or 100_000)
        fits = dt.timedelta(minutes=room.min_minutes) <= period.length <= longest
        return fits and period.ends_at <= ends_of.get(period.starts_at, period.starts_at)

    asked = [
        Period(starts_at, starts_at + number * QUARTER)
        for starts_at in (clock.midnight(DAY) + quarter * QUARTER for quarter in range(96))
        for number in (1, 4, 6)
    ]
    verdicts = [not explain(room, period, at=NOW) for period in asked]
    assert [is_offered(period) for period in asked] == verdicts
    assert len(set(verdicts)) == 2


def test_nothing_is_told_of_who_has_the_rest(client, house, owner):
    book(house, "A", "10–12", by=owner, title="Hemmelig møte")
    book(house, "K", "10–12", by=owner, title="Språkkafé", visibility="public")
    close_spaces(spaces=[house["C"]], period=span("10–12"), reason="Vannlekkasje", by=owner, at=NOW)

    told = client.get(FREE).content.decode()

    for secret in ("Hemmelig", "Språkkafé", "Vannlekkasje", "Eva", "Eier", "eier@example.no", "booking"):
        assert secret not in told


def test_a_closed_day_says_why(client, house):
    OpeningException.objects.create(venue=house.venue, date=DAY, reason="dugnad")

    answer = client.get(FREE).json()

    assert (answer["is_open"], answer["closed_because"], answer["spaces"]) == (False, "dugnad", [])


def test_without_a_day_it_is_today(client, house):
    assert client.get("/api/v1/venues/dhh/free/").json()["date"] == "2027-01-04"
    assert free(client, "A", "/api/v1/venues/dhh/free/") == ["09:00–22:00"]


def test_being_logged_in_changes_nothing(client, house, owner):
    hold_spaces(spaces=[house["A"]], period=span("10–12"), key=uuid.uuid4(), at=NOW)
    before = client.get(FREE)
    client.force_login(owner)

    after = client.get(FREE)

    assert after.content == before.content
    assert "Cookie" not in after.headers.get("Vary", "")
    assert after["Cache-Control"] == "public, no-cache"


def test_unknown_and_hidden_houses_and_rooms_are_not_there(client, house):
    house.set("A", archived_at=NOW)
    assert "A" not in [space["name"] for space in client.get(FREE).json()["spaces"]]
    house.venue.is_public = False
    house.venue.save()

    assert client.get(FREE).status_code == client.get("/api/v1/venues/nei/free/").status_code == 404


@pytest.mark.parametrize(
    "nonsense", ["x", "2027-02-30", "9999-12-31", "0001-01-01", "-1", "%00", "😀", "'", "a" * 3000]
)
def test_a_day_that_is_none_is_said_in_words(client, house, nonsense):
    answer = client.get(f"/api/v1/venues/dhh/free/?dato={nonsense}")

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("«dato»: ")


def test_as_many_queries_for_a_full_day_as_for_an_empty_one(client, house, owner, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(FREE)
    make_house("rebellhuset")
    for hour in range(8, 20, 2):
        book(house, "ABCK"[hour % 4], f"{hour}-{hour + 1}", by=owner)
    with django_assert_num_queries(9):
        client.get(FREE)
