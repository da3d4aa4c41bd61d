"""A host keeps the facts and the page of the own house, and of no other."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from tests.factories.house import make_house
from venues.models import VenuePage
from venues.operations import appoint_host, open_venue, refresh_hosts
from website.accounts import roles
from website.accounts.models import User
from website.core import clock
from website.home.models import ArticlePage

pytestmark = pytest.mark.django_db
FACTS = {"summary": "For alle på Øra.", "street": "Storgata 1", "email": "huset@example.no", "phone": "69 30 60 00"}
EDITORS_FACTS = {"name": "Kapret", "kind": "square", "is_public": "", "is_demo": "on"}


@pytest.fixture
def chief(db):
    return User.objects.create_superuser("sjef@example.no")


@pytest.fixture
def ours(chief):
    return open_venue(name="Vårt hus", by=chief)


@pytest.fixture
def theirs(chief):
    return open_venue(name="Nabohuset", by=chief)


def host_of(venue, name):
    person = User.objects.create_user(f"{name}@example.no")
    appoint_host(venue, person, first=clock.today(), today=clock.today())
    return User.objects.get(pk=person.pk)


@pytest.fixture
def host(client, ours):
    person = host_of(ours, "vera")
    client.force_login(person)
    return person


def edit_page(venue) -> str:
    return reverse("wagtailadmin_pages:edit", args=[venue.page.pk])


def words(**fields):
    return (
        {"title": "Vårt hus", "summary": "Her møtes vi.", "body-count": 0, "comments-TOTAL_FORMS": 0}
        | {
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        }
        | fields
    )


def test_a_host_changes_address_contact_and_accessibility_of_the_own_house(client, host, ours):
    answer = client.post(reverse("venues:edit", args=[ours.pk]), FACTS | {"accessibility": "Heis."})

    assert answer.status_code == 302
    ours.refresh_from_db()
    assert {name: getattr(ours, name) for name in FACTS} == FACTS
    assert ours.accessibility == "Heis."


def test_what_a_house_is_called_and_whether_it_is_shown_stays_with_the_editors(client, host, ours):
    client.post(reverse("venues:edit", args=[ours.pk]), FACTS | EDITORS_FACTS)

    ours.refresh_from_db()
    assert (ours.name, ours.kind, ours.is_public, ours.is_demo) == ("Vårt hus", "house", True, False)
    assert ours.street == "Storgata 1"


def test_another_house_is_as_one_that_is_not_there(client, host, theirs):
    nowhere = theirs.pk + 1000
    for view in ("edit", "history", "usage"):
        answers = [client.get(reverse(f"venues:{view}", args=[pk])).status_code for pk in (theirs.pk, nowhere)]
        assert answers == [404, 404]
    assert client.post(reverse("venues:edit", args=[theirs.pk]), FACTS).status_code == 404
    theirs.refresh_from_db()
    assert theirs.street == ""


def test_a_host_opens_no_houses_and_the_list_has_the_own_only(client, host, ours, theirs):
    assert list(client.get(reverse("venues:index")).context["object_list"]) == [ours]
    assert client.get(reverse("venues:add")).status_code == 302


def test_a_host_writes_the_story_of_the_own_house(client, host, ours, theirs):
    assert client.post(edit_page(ours), words(venue=theirs.pk)).status_code == 302

    assert "Her møtes vi." in client.get(ours.get_absolute_url()).content.decode()
    assert VenuePage.objects.get(pk=ours.page.pk).venue == ours


def test_a_colleague_of_another_house_and_a_stranger_do_not(client, ours, theirs):
    colleague, stranger = host_of(theirs, "kari"), User.objects.create_user("fremmed@example.no")
    for person, expected in ((colleague, 302), (stranger, 403)):
        client.force_login(person)
        assert client.post(edit_page(ours), words(summary="Kapret")).status_code == expected
    assert VenuePage.objects.get(pk=ours.page.pk).summary == ""


@pytest.mark.parametrize("view", ["delete", "unpublish", "move"])
def test_a_host_cannot_take_the_page_of_the_house_away(client, host, ours, view):
    address = reverse(f"wagtailadmin_pages:{view}", args=[ours.page.pk])
    assert [client.get(address).status_code, client.post(address).status_code] == [302, 302]
    assert Page.objects.filter(pk=ours.page.pk, live=True).exists()


def test_nor_by_marking_it_in_a_list(client, host, ours):
    for action in ("delete", "unpublish"):
        client.post(f"/admin/bulk/wagtailcore/page/{action}/?id={ours.page.pk}&next=/admin/")
    assert Page.objects.filter(pk=ours.page.pk, live=True).exists()


def test_an_editor_may(client, ours, stranger):
    roles.give_role(stranger.pk, roles.EDITOR)
    client.force_login(stranger)
    client.post(reverse("wagtailadmin_pages:delete", args=[ours.page.pk]))
    assert not VenuePage.objects.exists()


def test_the_right_to_the_page_goes_with_the_role(host, ours):
    assert ours.page.permissions_for_user(host).can_edit()

    assert refresh_hosts(today=clock.today() - dt.timedelta(days=1)) == 1
    assert not ours.page.permissions_for_user(User.objects.get(pk=host.pk)).can_edit()

    assert refresh_hosts(today=clock.today()) == 1
    assert ours.page.permissions_for_user(User.objects.get(pk=host.pk)).can_edit()


def test_who_hosts_two_houses_and_leaves_one_keeps_the_other(host, ours, theirs):
    appoint_host(theirs, host, first=clock.today(), today=clock.today())
    theirs.roles.all().delete()

    names = set(Group.objects.filter(user=host).values_list("name", flat=True))
    assert names == {roles.HOST, f"{roles.HOUSE} {ours.slug}"}


def test_a_house_without_a_page_has_hosts_too(db):
    person = host_of(make_house("huset").venue, "vera")
    assert person.has_perm("wagtailadmin.access_admin")


def test_the_search_on_the_front_page_of_the_admin_finds_what_lies_below_the_own_page(client, host, ours, theirs):
    for venue, title in ((ours, "Kafeen hos oss"), (theirs, "Kafeen hos naboen")):
        venue.page.add_child(instance=ArticlePage(title=title, slug="kafeen"))
    front = client.get("/admin/")
    assert "Innbyggertorget" in front.content.decode()

    answer = client.get(reverse("wagtailadmin_explore", args=[front.context["root_page"].pk]), {"q": "kafeen"})

    assert [page.title for page in answer.context["object_list"]] == ["Kafeen hos oss"]


def test_the_page_and_the_facts_lead_to_each_other(client, host, ours):
    assert edit_page(ours) in client.get(reverse("venues:edit", args=[ours.pk])).content.decode()
    assert reverse("venues:edit", args=[ours.pk]) in client.get(edit_page(ours)).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("postcode", "16", "Skriv postnummeret med fire sifre."),
        ("postcode", "16a0", "Skriv postnummeret med fire sifre."),
        ("phone", "ring Vera", "Skriv telefonnummeret med sifre, for eksempel 69 30 00 00."),
    ],
)
def test_what_cannot_be_called_or_posted_to_is_said_at_the_field_and_kept(client, host, ours, field, typed, sentence):
    answer = client.post(reverse("venues:edit", args=[ours.pk]), FACTS | {field: typed})

    assert sentence in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    ours.refresh_from_db()
    assert getattr(ours, field) == ""
