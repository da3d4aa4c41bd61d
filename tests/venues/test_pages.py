"""A meeting place's page: when it is open, what can be borrowed, what is on."""

import datetime as dt
import json
import re

import pytest

from tests.factories.house import NOW, make_house
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import OpeningException, Space, VenueIndexPage, VenuePage
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
    assert "Mandag 4. januar" in text
    assert "Søndag 17. januar" in text
    assert "Stengt: Gulvet lakkes" in text


def test_rooms_lead_to_their_free_times(client, page):
    text = client.get("/moteplasser/dhh/").content.decode()

    assert 'href="/lan-lokaler/dhh/?rom=hall"' in text


def test_what_is_on_today(client, page, house, owner):
    repeat_weekly(make_activity(house, by=owner), first=TODAY)

    assert "Språkkafé" in client.get("/moteplasser/dhh/").content.decode()


def test_the_page_keeps_to_the_address_of_the_house(client, page, house):
    page.slug = "annet"
    page.save_revision().publish()

    assert client.get(house.venue.get_absolute_url()).status_code == 200


def test_an_editor_is_not_asked_for_the_address_of_the_page(client, page, admin_client):
    answer = admin_client.get(f"/admin/pages/{page.pk}/edit/")

    assert {"title", "seo_title", "venue"} <= set(answer.context["form"].fields)
    assert "slug" not in answer.context["form"].fields


def test_a_page_made_by_hand_gets_the_address_of_its_house(admin_client, venue_index, house):
    form = {"title": "Et annet navn", "venue": house.venue.pk, "action-publish": "1", "body-count": "0"}
    answer = admin_client.post(f"/admin/pages/add/venues/venuepage/{venue_index.pk}/", form)

    assert answer.status_code == 302
    assert VenuePage.objects.get().slug == "dhh"


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


def test_a_day_with_other_hours_says_why(client, page, house):
    OpeningException.objects.create(
        venue=house.venue, date=TODAY, opens=dt.time(12), closes=dt.time(15), reason="Personalmøte"
    )

    text = client.get("/moteplasser/dhh/").content.decode()

    assert "12:00–15:00" in text
    assert "Personalmøte" in text
    assert "Åpner i dag kl. 12:00" in text


def test_the_list_says_what_is_open_now_and_when_the_rest_opens(client, venue_index, page):
    late = make_house("sent")
    late.venue.openingrule_set.update(opens=dt.time(17))
    never = make_house("aldri")
    never.venue.openingrule_set.all().delete()
    add_page(venue_index, late)
    add_page(venue_index, never)

    text = client.get("/moteplasser/").content.decode()

    assert text.index("Hus aldri") < text.index("Ingen åpningstider den neste uken") < text.index("Hus dhh")
    assert text.index("Hus dhh") < text.index("Åpent til 22:00") < text.index("Hus sent")
    assert text.index("Hus sent") < text.index("Åpner i dag kl. 17:00")


def linked_data(client) -> dict:
    text = client.get("/moteplasser/dhh/").content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])


def test_search_engines_read_the_place_and_its_hours_from_today(client, page, house):
    house.venue.street, house.venue.postcode, house.venue.town = "Torvet 1", "1600", "Fredrikstad"
    house.venue.save()
    OpeningException.objects.create(venue=house.venue, date=TODAY + dt.timedelta(days=1))

    data = linked_data(client)

    assert data["address"]["streetAddress"] == "Torvet 1"
    hours = {day["validFrom"]: (day["opens"], day["closes"]) for day in data["openingHoursSpecification"]}
    assert (len(hours), min(hours)) == (14, "2027-01-04")
    assert hours["2027-01-04"] == ("08:00", "22:00")
    assert hours["2027-01-05"] == ("00:00", "00:00")


def test_no_text_an_editor_writes_can_end_the_data(client, page, house):
    house.venue.summary = "</script><script>alert(1)</script>"
    house.venue.save()

    assert linked_data(client)["description"] == house.venue.summary
    assert "<script>alert" not in client.get("/moteplasser/dhh/").content.decode()


def test_the_address_leads_to_the_national_map(client, page, house):
    house.venue.street = "Torvet 1"
    house.venue.save()

    assert 'href="https://norgeskart.no/#!?project=norgeskart&amp;sok=Torvet%201"' in (
        client.get("/moteplasser/dhh/").content.decode()
    )


def test_a_room_laid_down_is_not_shown(client, page, house):
    house.set("K", archived_at=NOW)

    assert "?rom=k" not in client.get("/moteplasser/dhh/").content.decode()


def test_an_invented_house_says_so(client, page, house):
    house.venue.is_demo = True
    house.venue.save()

    assert "Dette er et eksempel" in client.get("/moteplasser/dhh/").content.decode()


def test_the_page_asks_as_often_for_thirty_rooms_as_for_seven(client, page, house, django_assert_max_num_queries):
    client.get("/moteplasser/dhh/")
    with django_assert_max_num_queries(19) as few:
        client.get("/moteplasser/dhh/")
    for number in range(30):
        Space.objects.create(venue=house.venue, name=f"Rom {number}", slug=f"rom-{number}", tags=["kitchen"])
    with django_assert_max_num_queries(19) as many:
        client.get("/moteplasser/dhh/")

    assert len(few) == len(many)
