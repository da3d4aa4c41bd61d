"""The door to the admin."""

import pytest

from website.accounts import roles
from website.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(stranger):
    roles.give_role(stranger.pk, roles.EDITOR)
    return User.objects.get(pk=stranger.pk)


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/pages/", "/admin/password_reset/"])
def test_wagtails_own_login_leads_to_the_code_by_mail(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/login/?next=")


def test_a_password_posted_to_wagtails_login_logs_nobody_in(client):
    User.objects.create_superuser("sjef@example.no", "hemmelig-passord")

    client.post("/admin/login/", {"username": "sjef@example.no", "password": "hemmelig-passord"})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/users/", "/admin/users/add/", "/admin/groups/", "/admin/groups/1/edit/"])
def test_people_and_groups_are_not_there_for_editors(client, editor, path):
    client.force_login(editor)

    assert client.get(path).status_code == 404
    assert client.post(path, {"is_superuser": "on"}).status_code == 404


def test_an_editor_without_a_second_step_is_sent_to_set_it_up(client, editor, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    client.force_login(editor)

    answer = client.get("/admin/")

    assert (answer.status_code, answer["Location"]) == (302, "/konto/2fa/totp/activate/")


def test_production_asks_for_the_second_step():
    from website.settings import base

    assert base.STAFF_NEEDS_SECOND_FACTOR is True


def test_someone_without_a_role_gets_no_further(client, owner):
    client.force_login(owner)

    assert client.get("/admin/").status_code == 403


def test_no_group_may_change_people_or_rights(db):
    from django.contrib.auth.models import Permission

    dangerous = Permission.objects.filter(group__isnull=False).filter(
        content_type__app_label__in=["auth", "accounts"], content_type__model__in=["user", "group", "permission"]
    )
    assert not dangerous.exists()


def test_an_editor_sees_the_admin(client, editor):
    client.force_login(editor)

    assert client.get("/admin/").status_code == 200
