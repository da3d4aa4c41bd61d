"""Local communities: their pages, and who may edit them."""

import datetime as dt

import pytest

from programmes.models import AnnouncementPage, Community
from programmes.operations.communities import open_community
from programmes.operations.seats import end_seat, give_seat
from programmes.queries.communities import public_communities
from tests.factories.house import NOW

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 4)


@pytest.fixture
def lisleby(community_index, owner):
    return open_community(name="Lisleby", by=owner, at=NOW)


def test_a_new_community_has_a_friendly_page(client, lisleby):
    page = client.get("/lokalsamfunn/lisleby/").content.decode()

    assert "Utvalget har ikke lagt ut noe ennå." in page
    assert "/kal/lisleby.ics" in page


def test_the_page_keeps_to_the_address_of_the_community(client, lisleby):
    lisleby.page.slug = "annet"
    lisleby.page.save_revision().publish()

    assert client.get(lisleby.get_absolute_url()).status_code == 200


def test_the_first_community_of_a_new_site_brings_the_list(client, owner):
    torp = open_community(name="Torp", by=owner, at=NOW)

    assert client.get(torp.get_absolute_url()).status_code == 200
    assert torp.get_absolute_url() in client.get("/lokalsamfunn/").content.decode()


def test_opening_twice_makes_one(lisleby, owner):
    assert open_community(name="Lisleby", by=owner, at=NOW) == lisleby
    assert Community.objects.count() == 1


def test_the_list_is_in_norwegian_order(community_index, owner):
    for name in ("Årum", "Torp", "Øra", "Ærøy", "Begby"):
        open_community(name=name, by=owner, at=NOW)

    assert [community.name for community in public_communities()] == ["Begby", "Torp", "Ærøy", "Øra", "Årum"]


def test_an_announcement_is_on_the_page_when_published(client, lisleby):
    lisleby.page.add_child(instance=AnnouncementPage(title="Dugnad lørdag", slug="dugnad"))
    lisleby.page.add_child(instance=AnnouncementPage(title="Utkast", slug="utkast", live=False))

    page = client.get("/lokalsamfunn/lisleby/").content.decode()

    assert "Dugnad lørdag" in page
    assert "Utkast" not in page
    assert 'Dugnad lørdag</a> <span class="muted">Lisleby · ' in client.get("/lokalsamfunn/").content.decode()


def test_the_leader_may_edit_own_page_and_no_other(lisleby, community_index, owner, stranger):
    torp = open_community(name="Torp", by=owner, at=NOW)
    give_seat(lisleby, stranger, role="leader", first=TODAY, last=None, today=TODAY)

    assert lisleby.page.permissions_for_user(stranger).can_edit()
    assert lisleby.page.permissions_for_user(stranger).can_publish()
    assert not torp.page.permissions_for_user(stranger).can_edit()
    assert not community_index.permissions_for_user(stranger).can_edit()


def test_the_leader_cannot_take_the_page_itself_away(lisleby, stranger):
    give_seat(lisleby, stranger, role="leader", first=TODAY, last=None, today=TODAY)
    news = lisleby.page.add_child(instance=AnnouncementPage(title="Dugnad", slug="dugnad"))
    rights = lisleby.page.permissions_for_user(stranger)

    assert [rights.can_delete(), rights.can_unpublish(), rights.can_move()] == [False, False, False]
    assert news.permissions_for_user(stranger).can_delete()


def test_a_plain_member_may_not_edit(lisleby, stranger):
    give_seat(lisleby, stranger, role="member", first=TODAY, last=None, today=TODAY)

    assert not lisleby.page.permissions_for_user(stranger).can_edit()


def test_the_right_goes_with_the_seat(lisleby, stranger):
    seat = give_seat(lisleby, stranger, role="leader", first=TODAY, last=None, today=TODAY)

    end_seat(seat, last=TODAY, today=TODAY + dt.timedelta(days=1))

    assert not lisleby.page.permissions_for_user(type(stranger).objects.get(pk=stranger.pk)).can_edit()
