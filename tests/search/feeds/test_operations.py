"""Addresses are given by name, are never shared and never change hands."""

import pytest
from django.db import IntegrityError, transaction

from programmes.operations.communities import open_community
from search.feeds.models import FeedAddress
from search.feeds.operations import give_address, give_all_addresses, revoke_address
from search.feeds.templatetags.feed_tags import feed_link, subscribe_path
from tests.factories.house import NOW, make_house
from venues.models import Venue

pytestmark = pytest.mark.django_db


def test_a_new_house_and_its_rooms_have_addresses_at_once(house):
    assert subscribe_path(house.venue) == "/abonner/dhh/"
    assert subscribe_path(house["AB"]) == "/abonner/dhh-ab/"


def test_two_things_of_one_name_have_two_addresses(community_index, owner):
    house = Venue.objects.create(name="Lisleby", slug="lisleby")
    community = open_community(name="Lisleby", by=owner, at=NOW)

    assert (subscribe_path(house), subscribe_path(community)) == ("/abonner/lisleby/", "/abonner/lisleby-2/")
    community.save()
    assert subscribe_path(community) == "/abonner/lisleby-2/"


def test_no_house_gets_the_address_of_everything():
    assert subscribe_path(Venue.objects.create(name="Alt", slug="alt")) == "/abonner/alt-2/"


def test_people_are_told_the_present_name_also_when_it_is_an_old_one(house):
    for slug in ("huset", "dhh"):
        house.venue.slug = slug
        house.venue.save()
        assert subscribe_path(house.venue) == f"/abonner/{slug}/"
        assert subscribe_path(house["K"]) == f"/abonner/{slug}-k/"


def test_the_address_of_everything_belongs_to_no_house(house):
    with pytest.raises(IntegrityError, match="feed_has_at_most_one_subject"), transaction.atomic():
        FeedAddress.objects.filter(slug="alt").update(venue=house.venue)


def test_giving_again_changes_nothing(house):
    make_house("lisleby")
    before = set(FeedAddress.objects.values_list("pk", "slug"))

    give_all_addresses()

    assert set(FeedAddress.objects.values_list("pk", "slug")) == before


def test_a_revoked_address_is_not_told_to_anyone(house, owner):
    address = give_address(house.venue)
    for _click in range(2):
        revoke_address(address, by=owner, at=NOW)

    assert address.revoked_at == NOW
    assert feed_link(house.venue) == ""


def test_a_page_tells_of_its_calendar_with_the_name_escaped():
    venue = Venue.objects.create(name='"Huset" & <b>', slug="huset")

    assert feed_link(venue).splitlines()[:2] == [
        '<link rel="alternate" type="text/calendar" title="&quot;Huset&quot; &amp; &lt;b&gt;" href="/kal/huset.ics">',
        '<link rel="alternate" type="application/rss+xml"'
        ' title="&quot;Huset&quot; &amp; &lt;b&gt;" href="/kal/huset.rss">',
    ]
