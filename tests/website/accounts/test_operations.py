import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from website.accounts.models import User
from website.accounts.operations import person_to_send_code
from website.core.housekeeping import do_chores

NOW = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)
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
