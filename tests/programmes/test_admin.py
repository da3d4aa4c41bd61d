"""Activities and communities in the admin: editors keep all, hosts their house's, committees their own."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page

from programmes.enums import SeatRole
from programmes.models import Activity, Community, CommunityPage, Seat
from programmes.operations.communities import group_name, open_community
from programmes.operations.seats import give_seat
from tests.factories.house import make_house
from tests.factories.programme import make_activity, repeat_weekly
from venues.operations import appoint_host
from website.accounts import roles
from website.accounts.models import User
from website.core import clock

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}


def person(name):
    return User.objects.create_user(f"{name}@example.no")


def known(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def editor(db):
    user = person("rita")
    roles.give_role(user.pk, roles.EDITOR)
    return known(user)


@pytest.fixture
def chief(db):
    return User.objects.create_superuser("sjef@example.no")


@pytest.fixture
def lisleby(editor, community_index):
    return open_community(name="Lisleby", by=editor, at=clock.now())


@pytest.fixture
def committee(lisleby):
    user = person("lisa")
    give_seat(lisleby, user, role=SeatRole.LEADER, first=clock.today(), last=None, today=clock.today())
    return known(user)


@pytest.fixture
def host(house):
    user = person("vera")
    appoint_host(house.venue, user, first=clock.today(), today=clock.today())
    return known(user)


def activity_page(name, *args):
    return reverse(Activity.snippet_viewset.get_url_name(name), args=args)


def words(**fields):
    empty = {"description": '{"entityMap": {}, "blocks": []}', "theme": "meet", "price_kr": "0"}
    return empty | {"title": "Strikkekafé på Lisleby", "summary": "Ta med pinner."} | fields


def wrong(answer):
    assert answer.status_code == 200
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_an_editor_writes_publishes_and_is_led_to_the_dates(client, editor, house):
    client.force_login(editor)
    form = words(venue=house.venue.pk, space=house["A"].pk, audience=["seniors"], languages=["no", "ar"])

    answer = client.post(activity_page("add"), form | PUBLISH)

    made = Activity.objects.get()
    assert answer["Location"] == reverse("programme_dates:dates", args=[made.pk])
    assert (made.live, made.slug, made.audience, made.languages) == (
        True,
        "strikkekafe-pa-lisleby",
        ["seniors"],
        ["no", "ar"],
    )
    assert client.get(made.get_absolute_url()).status_code == 200


def test_who_publishes_what_became_a_draft_by_itself_is_led_to_the_dates_until_there_are_some(client, editor, house):
    draft = make_activity(house, by=editor, publish=False)
    client.force_login(editor)
    address, form = activity_page("edit", draft.pk), words(venue=house.venue.pk) | PUBLISH

    assert client.post(address, words(venue=house.venue.pk))["Location"] == address
    assert client.post(address, form)["Location"] == reverse("programme_dates:dates", args=[draft.pk])

    repeat_weekly(draft, first=clock.today(), until=clock.today())
    assert client.post(address, form)["Location"] == activity_page("list")


def test_a_draft_is_seen_by_nobody_else(client, editor, house):
    client.force_login(editor)
    client.post(activity_page("add"), words(venue=house.venue.pk))

    assert client.get(Activity.objects.get().get_absolute_url()).status_code == 404


def test_the_preview_shows_what_is_being_written(client, editor, house):
    client.force_login(editor)
    address = activity_page("preview_on_add")
    client.post(address, words(venue=house.venue.pk, title="Ikke lagret ennå"))

    shown = client.get(address, {"mode": ""})

    assert shown.status_code == 200
    assert "Ikke lagret ennå" in shown.content.decode()
    assert not Activity.objects.exists()


def test_the_address_stays_when_the_title_changes(client, editor, house):
    activity = make_activity(house, title="Språkkafé", by=editor)
    client.force_login(editor)

    client.post(activity_page("edit", activity.pk), words(title="Språkkaffe", venue=house.venue.pk) | PUBLISH)

    activity.refresh_from_db()
    assert (activity.title, activity.slug) == ("Språkkaffe", "sprakkafe")


def test_a_room_belongs_to_the_venue(client, editor, house):
    other = make_house("naboen")
    client.force_login(editor)

    form = words(venue=house.venue.pk, space=other["A"].pk)
    assert wrong(client.post(activity_page("add"), form | PUBLISH)) == {
        "space": ["Rommet hører ikke til denne møteplassen."]
    }


def test_a_committee_writes_for_its_own_community_only(client, committee, lisleby, editor):
    other = open_community(name="Torp", by=editor, at=clock.now())
    client.force_login(committee)

    assert client.post(activity_page("add"), words(community=lisleby.pk) | PUBLISH).status_code == 302
    assert "community" in wrong(client.post(activity_page("add"), words(community=other.pk) | PUBLISH))
    assert "community" in wrong(client.post(activity_page("add"), words() | PUBLISH))

    assert [found.community for found in Activity.objects.all()] == [lisleby]


def test_a_host_writes_for_the_own_house_only(client, host, house):
    other = make_house("naboen")
    client.force_login(host)

    assert client.post(activity_page("add"), words(venue=house.venue.pk) | PUBLISH).status_code == 302
    assert "community" in wrong(client.post(activity_page("add"), words(venue=other.venue.pk) | PUBLISH))

    assert [found.venue for found in Activity.objects.all()] == [house.venue]


VIEWS = ["edit", "history", "usage", "unpublish", "preview_on_edit", "workflow_history"]


@pytest.mark.parametrize("name", VIEWS)
def test_what_others_keep_is_not_there(client, committee, host, house, editor, name):
    foreign = make_activity(make_house("naboen"), title="Hemmelig kladd", by=editor, publish=False)
    for person in (committee, host):
        client.force_login(person)
        assert client.get(activity_page(name, foreign.pk)).status_code == 404
        assert client.post(activity_page(name, foreign.pk), words() | PUBLISH).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.title, foreign.live) == ("Hemmelig kladd", False)


@pytest.mark.parametrize("view", ["", "results/", "chosen/{pk}/", "chosen-multiple/?id={pk}", "create/"])
def test_drafts_cannot_be_picked_from_a_list_of_all(client, chief, house, editor, view):
    draft = make_activity(house, title="Hemmelig kladd", by=editor, publish=False)
    client.force_login(chief)

    assert client.get(f"/admin/snippets/choose/programmes/activity/{view.format(pk=draft.pk)}").status_code == 404


def test_the_list_holds_only_what_one_keeps(client, committee, lisleby, host, house, editor):
    mine = make_activity(title="Vår", by=editor, community=lisleby, place="Torget")
    theirs = make_activity(house, title="Husets", by=editor)
    for user, expected in ((committee, {mine}), (host, {theirs}), (editor, {mine, theirs})):
        client.force_login(user)
        assert set(client.get(activity_page("list")).context["object_list"]) == expected


def test_nobody_deletes_what_people_subscribe_to(client, editor, house):
    activity = make_activity(house, by=editor)
    client.force_login(editor)

    client.post(activity_page("delete", activity.pk))

    assert Activity.objects.filter(pk=activity.pk).exists()


def test_the_list_asks_as_often_for_few_as_for_many(client, editor, house, django_assert_max_num_queries):
    client.force_login(editor)

    def queries_with(count):
        for number in range(count):
            make_activity(house, title=f"Kafé {count} {number}", by=editor)
        client.get(activity_page("list"))
        with django_assert_max_num_queries(60) as found:
            client.get(activity_page("list"))
        return len(found)

    assert queries_with(3) == queries_with(16)


def test_a_new_community_has_its_page_and_its_editors(client, editor, community_index):
    client.force_login(editor)

    answer = client.post(reverse("communities:add"), {"name": "Nabbetorp", "email": "nabbetorp@example.no"})

    made = Community.objects.get()
    assert answer.status_code == 302
    assert client.get("/lokalsamfunn/nabbetorp/").status_code == 200
    assert Group.objects.filter(name=group_name(made)).exists()


def test_a_community_with_a_long_name_gets_a_shorter_address(client, editor, community_index):
    client.force_login(editor)
    name = "Lisleby og " * 9 + "L"

    assert client.post(reverse("communities:add"), {"name": name}).status_code == 302

    assert client.get(Community.objects.get(name=name).get_absolute_url()).status_code == 200


def test_a_community_of_the_same_name_is_refused_at_the_field(client, editor, lisleby):
    client.force_login(editor)

    assert "name" in wrong(client.post(reverse("communities:add"), {"name": "lisleby"}))
    assert Community.objects.count() == 1


def test_a_community_renamed_keeps_address_editors_and_gets_the_title(client, editor, lisleby, committee):
    client.force_login(editor)

    client.post(reverse("communities:edit", args=[lisleby.pk]), {"name": "Lisleby og Kiæråsen", "is_verified": "on"})

    page = CommunityPage.objects.get()
    assert (page.title, page.slug, page.community.is_verified) == ("Lisleby og Kiæråsen", "lisleby", True)
    assert committee in Group.objects.get(name=group_name(page.community)).user_set.all()


def test_unverified_communities_can_be_picked_out(client, editor, lisleby):
    checked = open_community(name="Torp", by=editor, at=clock.now(), is_verified=True)
    client.force_login(editor)

    listed = client.get(reverse("communities:index"), {"is_verified": "true"}).context["object_list"]

    assert list(listed) == [checked]


def test_a_seat_gives_and_takes_the_right_to_edit(client, editor, lisleby):
    nina = person("nina")
    client.force_login(editor)
    form = {"email": nina.email, "community": lisleby.pk, "role": "secretary", "valid_from": str(clock.today())}

    assert client.post(reverse("seats:add"), form).status_code == 302
    assert known(nina).has_perm("wagtailadmin.access_admin")

    yesterday = clock.today() - dt.timedelta(days=1)
    ended = form | {"valid_from": str(yesterday), "valid_to": str(yesterday)}
    client.post(reverse("seats:edit", args=[Seat.objects.get().pk]), ended)
    assert not known(nina).has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("name", ["seats", "goals", "measures"])
def test_lists_and_empty_forms_are_for_editors(client, editor, committee, host, name):
    client.force_login(editor)
    assert [client.get(reverse(f"{name}:{view}")).status_code for view in ("index", "add")] == [200, 200]
    for user in (committee, host):
        client.force_login(user)
        assert [client.get(reverse(f"{name}:{view}")).status_code for view in ("index", "add")] == [302, 302]


def test_a_committee_changes_how_to_reach_it_and_nothing_else_about_itself(client, committee, lisleby, editor):
    client.force_login(committee)
    form = {"email": "utvalget@example.no", "name": "Kapret", "is_verified": "on", "is_demo": "on"}

    assert client.post(reverse("communities:edit", args=[lisleby.pk]), form).status_code == 302

    lisleby.refresh_from_db()
    assert (lisleby.email, lisleby.name, lisleby.is_verified, lisleby.is_demo) == (
        form["email"],
        "Lisleby",
        False,
        False,
    )
    assert "utvalget@example.no" in client.get(lisleby.get_absolute_url()).content.decode()
    assert list(client.get(reverse("communities:index")).context["object_list"]) == [lisleby]
    assert client.get(reverse("communities:add")).status_code == 302


def test_another_community_is_to_a_committee_as_one_that_is_not_there(client, committee, lisleby, editor):
    torp = open_community(name="Torp", by=editor, at=clock.now())
    client.force_login(committee)
    for pk in (torp.pk, torp.pk + 1000):
        address = reverse("communities:edit", args=[pk])
        assert [client.get(address).status_code, client.post(address, {"email": "a@b.no"}).status_code] == [404, 404]


def test_hosts_and_strangers_change_no_community(client, host, lisleby):
    address = reverse("communities:edit", args=[lisleby.pk])
    for user, expected in ((host, 302), (person("fremmed"), 403)):
        client.force_login(user)
        assert client.post(address, {"email": "a@b.no"}).status_code == expected
    lisleby.refresh_from_db()
    assert lisleby.email == ""


NEWS = {"body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "action-publish": "1"}


@pytest.mark.parametrize("kind", ["announcementpage", "minutespage"])
def test_a_committee_writes_news_and_minutes_below_its_own_page_alone(client, committee, lisleby, editor, kind):
    torp = open_community(name="Torp", by=editor, at=clock.now())
    form = NEWS | {"title": "Møtet i mai", "slug": "mai", "summary": "Kort.", "meeting_date": "2026-05-04"}
    client.force_login(committee)

    for community in (lisleby, torp):
        client.post(reverse("wagtailadmin_pages:add", args=["programmes", kind, community.page.pk]), form)

    made = Page.objects.get(title="Møtet i mai")
    assert (made.live, made.get_parent().specific) == (True, lisleby.page)
    assert "Møtet i mai" in client.get(lisleby.get_absolute_url()).content.decode()


def test_a_committee_is_told_the_name_of_the_site(client, committee):
    client.force_login(committee)
    page = client.get("/admin/").content.decode()
    assert "localhost" not in page
    assert "Innbyggertorget" in page


def test_every_constraint_an_editor_can_break_has_a_sentence_and_a_field():
    for model in (Activity, Seat):
        for constraint in model._meta.constraints:
            assert constraint.violation_error_message != constraint.default_violation_error_message, constraint
            assert model._meta.get_field(constraint.violation_error_code)


def test_the_committee_finds_what_it_does_most_on_the_front_page_and_nobody_else_does(
    client, committee, editor, host, lisleby
):
    client.force_login(committee)
    page = client.get("/admin/").content.decode()

    for address in (
        reverse("wagtailadmin_pages:add", args=["programmes", "announcementpage", lisleby.page.pk]),
        reverse("wagtailadmin_pages:add", args=["programmes", "minutespage", lisleby.page.pk]),
        reverse("wagtailadmin_pages:edit", args=[lisleby.page.pk]),
    ):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    for other in (editor, host):
        client.force_login(other)
        assert "Skriv et oppslag" not in client.get("/admin/").content.decode()
