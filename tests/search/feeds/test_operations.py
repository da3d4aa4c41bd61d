"""Addresses are given by name, are never shared and never change hands."""

import pytest
from django.db import IntegrityError, transaction

from programmes.operations.communities import open_community
from search.feeds.models import FeedAddress
from search.feeds.operations import give_address, give_all_addresses, revoke_address
from search.feeds.templatetags.feed_tags import feed_link, feed_path
from tests.factories.house import NOW, make_house
from venues.models import Venue

pytestmark = pytest.mark.django_db


def test_a_new_house_and_its_rooms_have_addresses_at_once(house):
    assert feed_path(house.venue) == "/kal/dhh.ics"
    assert feed_path(house["AB"]) == "/kal/dhh-ab.ics"
    assert feed_path(None) == "/kal/alt.ics"


def test_two_things_of_one_name_have_two_addresses(community_index, owner):
    house = Venue.objects.create(name="Lisleby", slug="lisleby")
    community = open_community(name="Lisleby", by=owner, at=NOW)

    assert (feed_path(house), feed_path(community)) == ("/kal/lisleby.ics", "/kal/lisleby-2.ics")
    community.save()
    assert feed_path(community) == "/kal/lisleby-2.ics"


def test_no_house_gets_the_address_of_everything():
    assert feed_path(Venue.objects.create(name="Alt", slug="alt")) == "/kal/alt-2.ics"


def test_people_are_told_the_present_name_also_when_it_is_an_old_one(house):
    for slug in ("huset", "dhh"):
        house.venue.slug = slug
        house.venue.save()
        assert feed_path(house.venue) == f"/kal/{slug}.ics"
        assert feed_path(house["K"]) == f"/kal/{slug}-k.ics"


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

    assert feed_link(venue) == (
        '<link rel="alternate" type="text/calendar" title="&quot;Huset&quot; &amp; &lt;b&gt;" href="/kal/huset.ics">'
    )
