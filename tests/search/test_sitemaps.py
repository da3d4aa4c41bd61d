"""What search engines are told of: every public page, and no other."""

import re

import pytest

from programmes.operations.communities import open_community
from tests.factories.house import NOW, make_house
from tests.factories.programme import make_activity
from venues.models import VenueIndexPage, VenuePage
from website.core import clock
from website.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def addresses(client):
    answer = client.get("/sitemap.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    return re.findall("<loc>http://testserver(.*?)</loc>", answer.content.decode())


def test_every_address_leads_to_a_page(client, house, owner, community_index):
    places = VenueIndexPage(title="Møteplasser", slug="moteplasser")
    HomePage.objects.get().add_child(instance=places)
    places.add_child(instance=VenuePage(title="Hus dhh", slug="dhh", venue=house.venue))
    make_activity(house, by=owner)
    open_community(name="Lisleby", by=owner, at=NOW)

    found = addresses(client)

    assert {"/", "/moteplasser/dhh/", "/det-som-skjer/sprakkafe/", "/lokalsamfunn/lisleby/"} <= set(found)
    assert len(found) == len(set(found))
    assert [address for address in found if client.get(address).status_code != 200] == []


def test_nothing_hidden_is_told(client, house, owner):
    make_activity(house, title="Hemmelig", by=owner, publish=False)
    make_house("skjult")
    house.venue.is_public = False
    house.venue.save()

    assert not [address for address in addresses(client) if "hemmelig" in address or "dhh" in address]


def test_as_many_queries_for_many_pages_as_for_few(client, house, owner, django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as few:
        client.get("/sitemap.xml")
    for number in range(10):
        make_activity(house, title=f"Kafé {number}", by=owner)
    with django_assert_max_num_queries(len(few)):
        client.get("/sitemap.xml")
