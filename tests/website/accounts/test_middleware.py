"""The door to the admin."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

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


def test_an_editor_with_a_second_step_comes_in(client, editor, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "hemmelig"})
    client.force_login(editor)

    assert client.get("/admin/").status_code == 200


def test_the_page_that_sets_up_the_second_step_lets_an_editor_stay(client, editor, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    EmailAddress.objects.create(user=editor, email=editor.email, verified=True, primary=True)
    client.force_login(editor)

    answer = client.get("/admin/", follow=True)

    assert [address for address, _status in answer.redirect_chain] == ["/konto/2fa/totp/activate/"]
    assert answer.status_code == 200


def test_a_link_to_wagtails_logout_ends_no_session(client, editor):
    client.force_login(editor)

    answer = client.get("/admin/logout/")

    assert (answer.status_code, answer["Location"]) == (302, "/konto/logout/")
    assert "_auth_user_id" in client.session


def test_the_admin_s_own_button_logs_out(client, editor):
    client.force_login(editor)

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_an_editor_s_address_and_password_are_not_changed_in_the_admin(client, editor):
    client.force_login(editor)
    form = {"name_email-first_name": "Rita", "name_email-last_name": "R", "name_email-email": "ny@example.no"}

    text = client.get("/admin/account/").content.decode()
    client.post("/admin/account/", form | {"password-new_password1": "nytt", "locale-current_time_zone": "Asia/Tokyo"})

    assert not [word for word in ("password", "name_email-email", "current_time_zone") if f'name="{word}' in text]
    assert User.objects.get(pk=editor.pk).email == editor.email


@pytest.mark.parametrize("path", ["sites/", "redirects/", "locales/", "workflows/list/", "collections/", "hosts/"])
def test_what_belongs_to_superusers_is_closed_to_editors(client, editor, path):
    client.force_login(editor)

    assert client.get(f"/admin/{path}").status_code == 302
