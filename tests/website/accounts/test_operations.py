import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from website.accounts.models import User
from website.accounts.operations import person_to_send_code
from website.core import clock
from website.core.housekeeping import do_chores

NOW = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
A_DAY_LATER = NOW + dt.timedelta(days=1, hours=2)

pytestmark = pytest.mark.django_db


def test_a_second_address_leads_to_the_same_person():
    person = User.objects.create_user("kari@example.no")
    EmailAddress.objects.create(user=person, email="kari@jobb.example.no", verified=True)

    assert person_to_send_code(email="kari@jobb.example.no", at=NOW) == person


def test_mistyped_addresses_are_forgotten_after_a_day():
    person_to_send_code(email="mistyped@example.no", at=NOW)
    person_to_send_code(email="minute-ago@example.no", at=A_DAY_LATER - dt.timedelta(minutes=1))

    assert do_chores(at=A_DAY_LATER)["forget_unconfirmed_accounts"] == 1
    assert [person.email for person in User.objects.all()] == ["minute-ago@example.no"]


def test_who_has_logged_in_is_kept(client):
    client.force_login(person_to_send_code(email="confirmed@example.no", at=NOW))

    do_chores(at=A_DAY_LATER)

    assert User.objects.get().email == "confirmed@example.no"


def test_an_account_made_by_staff_is_kept_though_its_first_code_is_never_used():
    User.objects.create_user("vert@example.no", date_joined=NOW)
    person_to_send_code(email="vert@example.no", at=NOW)

    do_chores(at=A_DAY_LATER)

    assert User.objects.get().email == "vert@example.no"


def test_logins_that_have_ended_are_forgotten_with_their_addresses(client, mailoutbox):
    for email in ("ended@example.no", "lasts@example.no"):
        client.cookies.clear()
        client.post("/konto/login/code/", {"email": email})
        code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mailoutbox[-1].body, re.MULTILINE).group()
        client.post("/konto/login/code/confirm/", {"code": code})
    ended = UserSession.objects.filter(user__email="ended@example.no")
    Session.objects.filter(session_key__in=ended.values("session_key")).update(expire_date=clock.now() - HOUR)
    assert do_chores()["forget_ended_logins"] == 1
    assert UserSession.objects.count() == 2  # the page may be about to store the session of a login so new

    do_chores(at=clock.now() + HOUR)

    assert [login.user.email for login in UserSession.objects.all()] == ["lasts@example.no"]
    assert client.get("/min-side/profil/").status_code == 200
