"""Roles as code: what a group may is what stands in roles.py, after every migration."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import checks
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import page_permission_policy

from website.accounts import roles
from website.accounts.models import User
from website.accounts.own_pages import own_group
from website.home.models import HomePage

pytestmark = pytest.mark.django_db


def test_an_editor_may_publish_every_page(owner):
    roles.give_role(owner.pk, roles.EDITOR)
    person = User.objects.get(pk=owner.pk)

    assert page_permission_policy.user_has_permission_for_instance(person, "publish", Page.objects.last())


def test_an_editor_begins_at_the_front_page(client, owner):
    roles.give_role(owner.pk, roles.EDITOR)
    client.force_login(User.objects.get(pk=owner.pk))

    assert client.get("/admin/").context["root_page"] == HomePage.objects.get().page_ptr


def test_a_host_edits_no_pages(owner):
    roles.give_role(owner.pk, roles.HOST)

    assert not page_permission_policy.user_has_any_permission(User.objects.get(pk=owner.pk), ["add", "change"])


@pytest.mark.parametrize("name", sorted(roles.RIGHTS))
def test_every_right_written_in_the_code_exists(name):
    wanted = {right.partition(".")[::2] for right in roles.RIGHTS[name]}
    given = set(Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename"))

    # Wagtail makes the rights to publish and lock with the admin pages of the model.
    late = {right for right in wanted if right[1].startswith(("publish_", "lock_", "unlock_"))}
    assert wanted - late <= given <= wanted


@pytest.mark.parametrize("kind", sorted(roles.OWN_RIGHTS))
def test_the_groups_of_one_page_each_have_the_rights_of_their_kind_after_the_next_migration(kind):
    group = own_group(kind, "lisleby", None)
    wanted = set(group.permissions.all())
    group.permissions.set(Permission.objects.filter(codename="delete_page"))

    roles.sync_roles()

    assert set(group.permissions.all()) == wanted
    named = {f"{right.content_type.app_label}.{right.codename}" for right in wanted}
    assert {right for right in roles.OWN_RIGHTS[kind] if "publish_" not in right} <= named


def test_rights_added_by_hand_are_gone_after_the_next_migration():
    group = Group.objects.get(name=roles.HOST)
    group.permissions.add(Permission.objects.get(codename="delete_page", content_type__app_label="wagtailcore"))
    page = Page.get_first_root_node()
    right = Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=page, permission=right)

    roles.sync_roles()

    assert not group.permissions.filter(codename="delete_page").exists()
    assert not GroupPagePermission.objects.filter(group=group).exists()


def test_editors_choose_and_upload_pictures_and_documents():
    rights = GroupCollectionPermission.objects.filter(group__name=roles.EDITOR)

    assert {"add_image", "choose_image", "add_document", "choose_document"} <= set(
        rights.values_list("permission__codename", flat=True)
    )


def test_a_group_that_may_change_people_is_found_by_the_check():
    Group.objects.create(name="Snik").permissions.add(Permission.objects.get(codename="change_user"))

    found = checks.run_checks(databases=["default"], tags=["database"])

    assert [(message.id, "Snik" in message.msg) for message in found if message.id == "website.E001"] == [
        ("website.E001", True)
    ]
