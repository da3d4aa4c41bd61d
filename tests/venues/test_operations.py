"""Houses with their pages; hosts come and go with their role, and so does their way into the admin."""

import datetime as dt

import pytest

from venues.enums import VenueRoleKind
from venues.models import Venue, VenuePage, VenueRole
from venues.operations import appoint_host, open_venue
from website.accounts.models import User
from website.core import clock
from website.core.housekeeping import do_chores

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 4)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at(TODAY))


def at(day):
    return clock.at_local(day, dt.time(9))


def may_enter(person):
    return User.objects.get(pk=person.pk).has_perm("wagtailadmin.access_admin")


def test_a_host_may_enter_the_admin(house, owner):
    appoint_host(house.venue, owner, first=TODAY, today=TODAY)

    assert may_enter(owner)


def test_a_host_from_tomorrow_may_enter_tomorrow(house, owner):
    tomorrow = TODAY + dt.timedelta(days=1)
    appoint_host(house.venue, owner, first=tomorrow, today=TODAY)
    assert not may_enter(owner)

    assert do_chores(at=at(tomorrow))["refresh_hosts"] == 1
    assert may_enter(owner)


def test_the_way_in_closes_the_day_after_the_last(house, owner):
    appoint_host(house.venue, owner, first=TODAY, last=TODAY, today=TODAY)

    do_chores(at=at(TODAY))
    assert may_enter(owner)
    do_chores(at=at(TODAY + dt.timedelta(days=1)))
    assert not may_enter(owner)


def test_the_way_in_closes_when_the_role_is_taken_away(house, owner):
    appoint_host(house.venue, owner, first=TODAY, today=TODAY)

    VenueRole.objects.get().delete()

    assert not may_enter(owner)


def test_one_who_may_only_see_bookings_is_no_host(house, owner):
    VenueRole.objects.create(venue=house.venue, user=owner, role=VenueRoleKind.VIEWER, valid_from=TODAY)

    assert not may_enter(owner)


def test_nothing_due_costs_three_queries(house, owner, django_assert_num_queries):
    from venues.operations import refresh_hosts

    appoint_host(house.venue, owner, first=TODAY, today=TODAY)

    with django_assert_num_queries(3):
        assert refresh_hosts(today=TODAY) == 0


def test_a_new_house_has_a_page_at_its_address_on_a_new_site_too(client, owner):
    venue = open_venue(name="Huset på Ørebekk", by=owner, summary="Midt i byen.")

    assert venue.get_absolute_url() == "/moteplasser/huset-pa-orebekk/"
    assert "Midt i byen." in client.get(venue.get_absolute_url()).content.decode()
    assert "Huset på Ørebekk" in client.get("/moteplasser/").content.decode()


def test_opening_a_house_twice_makes_one(owner):
    assert open_venue(name="Huset", by=owner) == open_venue(name="Huset", by=owner)
    assert (Venue.objects.count(), VenuePage.objects.count()) == (1, 1)


def test_a_house_with_a_long_name_gets_a_shorter_address(client, owner):
    venue = open_venue(name="Samfunnshuset " * 7, by=owner)

    assert client.get(venue.get_absolute_url()).status_code == 200
