"""A meeting place's page: when it is open, what can be borrowed, what is on."""

import datetime as dt

import pytest

from tests.factories.house import NOW, make_house
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import OpeningException, VenueIndexPage, VenuePage
from website.core import clock
from website.home.models import HomePage

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 4)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def venue_index(db) -> VenueIndexPage:
    page = VenueIndexPage(title="Møteplasser", slug="moteplasser")
    HomePage.objects.get().add_child(instance=page)
    return page


def add_page(venue_index, house) -> VenuePage:
    return venue_index.add_child(
        instance=VenuePage(title=house.venue.name, slug=house.venue.slug, venue=house.venue, summary="Midt i byen.")
    )


@pytest.fixture
def page(venue_index, house) -> VenuePage:
    return add_page(venue_index, house)


def test_hours_this_week_and_next_with_the_reason_of_a_closed_day(client, page, house):
    OpeningException.objects.create(venue=house.venue, date=TODAY + dt.timedelta(days=8), reason="Gulvet lakkes")

    text = client.get("/moteplasser/dhh/").content.decode()

    assert "Åpent til 22:00" in text
    assert "mandag 4. januar" in text
    assert "søndag 17. januar" in text
    assert "Stengt: Gulvet lakkes" in text


def test_rooms_lead_to_their_free_times(client, page):
    text = client.get("/moteplasser/dhh/").content.decode()

    assert 'href="/lan-lokaler/dhh/?rom=hall"' in text


def test_what_is_on_today(client, page, house, owner):
    repeat_weekly(make_activity(house, by=owner), first=TODAY)

    assert "Språkkafé" in client.get("/moteplasser/dhh/").content.decode()


def test_at_night_it_is_closed(client, page, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: clock.at_local(TODAY, dt.time(23)))

    assert "Stengt nå" in client.get("/moteplasser/dhh/").content.decode()


def test_the_list_leaves_out_a_house_kept_from_the_public(client, venue_index, page):
    hidden = make_house("skjult")
    hidden.venue.is_public = False
    hidden.venue.save()
    add_page(venue_index, hidden)

    text = client.get("/moteplasser/").content.decode()

    assert "Hus dhh" in text
    assert "Hus skjult" not in text


def test_the_page_of_a_house_kept_from_the_public_is_a_404(client, page, house):
    house.venue.is_public = False
    house.venue.save()

    assert client.get("/moteplasser/dhh/").status_code == 404


def test_the_list_asks_as_often_for_eleven_houses_as_for_one(client, venue_index, page, django_assert_max_num_queries):
    client.get("/moteplasser/")
    with django_assert_max_num_queries(15) as few:
        client.get("/moteplasser/")
    for number in range(10):
        add_page(venue_index, make_house(f"hus-{number}"))
    with django_assert_max_num_queries(15) as many:
        client.get("/moteplasser/")

    assert len(few) == len(many)
