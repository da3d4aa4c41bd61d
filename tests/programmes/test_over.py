"""What is over does not stand as if it were coming, and what goes on now says so."""

import datetime as dt

import pytest

from programmes.operations.occurrences import cancel_occurrence
from programmes.operations.series import repeat_activity
from tests.factories.house import DAY, NOW, moment
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import VenueIndexPage, VenuePage
from website.core import clock
from website.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe(activity):
    """Each week from 18 to 20."""
    repeat_weekly(activity, first=DAY)
    return activity


@pytest.fixture
def at(monkeypatch):
    """Set the clock to an hour of the day."""
    return lambda hour: monkeypatch.setattr(clock, "now", lambda: moment(hour))


def text(client, address):
    return " ".join(client.get(address).content.decode().split())


def count(client, query=""):
    return client.get(f"/det-som-skjer/{query}").context["count"]


@pytest.mark.parametrize(("hour", "shown"), [("17:59", 1), ("19:59", 1), ("20", 0)])
def test_the_list_holds_what_is_not_over(client, cafe, at, hour, shown):
    at(hour)

    assert count(client, "?nar=i-dag") == shown
    assert count(client) == shown


def test_what_is_over_is_shown_as_over_to_those_who_ask_for_the_day(client, cafe, at):
    at("20")

    assert "Er over" in text(client, f"/det-som-skjer/?fra={DAY}")


@pytest.mark.parametrize("address", ["/det-som-skjer/", "/det-som-skjer/sprakkafe/", "/sok/?q=kafe"])
def test_what_goes_on_now_says_so(client, cafe, at, address):
    at("17:59")
    assert "Pågår nå" not in text(client, address)
    at("18")
    assert "Pågår nå" in text(client, address)


def test_what_is_called_off_does_not_go_on(client, cafe, owner, at):
    cancel_occurrence(cafe.occurrences.earliest("starts_at"), reason="", by=owner, at=NOW)
    at("19")

    assert "Pågår nå" not in text(client, "/det-som-skjer/")


def test_what_began_before_the_days_asked_for_stands_on_the_first(client, house, owner, at):
    fair = make_activity(house, title="Messe", by=owner)
    start = dt.datetime.combine(DAY - dt.timedelta(days=1), dt.time(12))
    repeat_activity(fair, rule=None, start=start, minutes=3 * 24 * 60, until=None, by=owner, at=NOW)
    at("12")

    days = client.get("/det-som-skjer/").context["days"]

    assert [(day, [row.activity.title for row in rows]) for day, rows in days] == [(DAY, ["Messe"])]


def test_a_house_shows_its_whole_day(client, house, cafe, at):
    index = HomePage.objects.get().add_child(instance=VenueIndexPage(title="Møteplasser", slug="moteplasser"))
    page = VenuePage.objects.filter(venue=house.venue).first()
    page = page or index.add_child(instance=VenuePage(title="Hus", slug=house.venue.slug, venue=house.venue))
    at("20")

    assert "Er over" in text(client, page.get_url())


def test_a_hit_tells_the_next_date_that_is_not_over(client, cafe, at):
    at("19")
    assert "i dag 18:00–20:00" in text(client, "/sok/?q=kafe")
    at("20")
    assert "i dag 18:00–20:00" not in text(client, "/sok/?q=kafe")
    assert client.get("/api/v1/search/?q=kafe").json()["items"][0]["next_date"] == str(DAY + dt.timedelta(days=7))


@pytest.mark.parametrize(("hour", "found"), [("19:59", 1), ("20", 0)])
def test_a_search_for_today_finds_what_is_not_over(client, cafe, at, hour, found):
    at(hour)

    assert client.get("/sok/?nar=i-dag").context["count"] == found
    assert client.get("/sok/?nar=uke").context["count"] == found


def test_a_search_with_dates_asks_as_often_for_many_hits(client, house, owner, django_assert_max_num_queries):
    for number in range(2):
        repeat_weekly(make_activity(house, title=f"Kafé {number}", by=owner), first=DAY)
    with django_assert_max_num_queries(12) as few:
        client.get("/sok/?q=kafe&nar=uke")
    for number in range(2, 9):
        repeat_weekly(make_activity(house, title=f"Kafé {number}", by=owner), first=DAY)
    with django_assert_max_num_queries(len(few)):
        client.get("/sok/?q=kafe&nar=uke")
