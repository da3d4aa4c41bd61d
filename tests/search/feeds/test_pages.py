"""The page that offers all ways to follow something."""

import datetime as dt

import pytest

from search.feeds.models import FeedAddress
from search.feeds.operations import revoke_address
from tests.factories.house import DAY, NOW
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import VenueIndexPage, VenuePage
from website.core import clock
from website.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_programs_are_offered_a_file_and_the_address(client, house, settings):
    settings.PUBLIC_BASE_URL = "https://torget.example.no"
    page = client.get("/abonner/dhh/").content.decode()

    assert 'href="webcal://torget.example.no/kal/dhh.ics"' in page
    assert "cid=webcal%3A%2F%2Ftorget.example.no%2Fkal%2Fdhh.ics" in page
    assert "addfromweb?url=https%3A%2F%2Ftorget.example.no%2Fkal%2Fdhh.ics&amp;name=Hus%20dhh" in page
    assert 'href="/kal/dhh.ics"' in page
    for form in ("ics", "rss", "json"):
        assert f">https://torget.example.no/kal/dhh.{form}</code>" in page
    assert '<link rel="alternate" type="application/rss+xml" title="Hus dhh" href="/kal/dhh.rss">' in page


def test_it_says_how_often_each_comes_back(client, house):
    page = client.get("/abonner/dhh/").content.decode()

    for told in ("bare én gang i døgnet", "hvert femte minutt", "hver tredje time", "hver halvtime"):
        assert told in page


def test_one_plain_link_leads_there_from_each_thing_and_each_list(client, house, owner, community_index):
    index = HomePage.objects.get().add_child(instance=VenueIndexPage(title="Møteplasser", slug="moteplasser"))
    index.add_child(instance=VenuePage(title="Hus dhh", slug="dhh", venue=house.venue))
    activity = make_activity(house, by=owner)
    repeat_weekly(activity, first=DAY, until=DAY + dt.timedelta(days=7))

    for page, link in {
        "/det-som-skjer/": "/abonner/alt/",
        activity.get_absolute_url(): f"/abonner/aktivitet-{activity.pk}/",
        house.venue.get_absolute_url(): "/abonner/dhh/",
        "/kal/": "/abonner/dhh-hall/",
    }.items():
        assert f'href="{link}"' in client.get(page, follow=True).content.decode(), page
        assert client.get(link).status_code == 200


def test_what_is_kept_from_the_public_taken_back_or_unknown_has_no_page(client, house, owner):
    revoke_address(FeedAddress.objects.get(slug="dhh-k"), by=owner, at=NOW)
    assert client.get("/abonner/dhh-k/").status_code == 404

    house.venue.is_public = False
    house.venue.save()
    answers = [client.get(f"/abonner/{slug}/") for slug in ("dhh", "dhh-hall", "finnes-ikke")]
    assert {answer.status_code for answer in answers} == {404}


def test_a_search_is_told_in_words_and_kept_out_of_search_engines(client, house):
    saved = client.post("/abonner/det-som-skjer/lagre/", {"sok": "sted=dhh&nar=helg&gratis=on&hvem=children"})
    page = client.get(saved["Location"]).content.decode()

    assert "Abonner på I helgene, Hus dhh, Barn, Gratis" in page
    assert 'content="noindex"' in page
    assert 'href="/det-som-skjer/?gratis=on&amp;hvem=children&amp;nar=helg&amp;sted=dhh"' in page
