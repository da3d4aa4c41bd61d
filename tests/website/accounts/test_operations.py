import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from website.accounts.models import User
from website.accounts.operations import forget_unconfirmed, person_to_send_code

NOW = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def test_a_second_address_leads_to_the_same_person():
    person = User.objects.create_user("kari@example.no")
    EmailAddress.objects.create(user=person, email="kari@jobb.example.no", verified=True)

    assert person_to_send_code(email="kari@jobb.example.no", at=NOW) == person


def test_mistyped_addresses_are_forgotten_after_a_day():
    person_to_send_code(email="mistyped@example.no", at=NOW)
    person_to_send_code(email="minute-ago@example.no", at=NOW + dt.timedelta(days=1, hours=1))

    assert forget_unconfirmed(at=NOW + dt.timedelta(days=1, hours=2)) == 1
    assert [person.email for person in User.objects.all()] == ["minute-ago@example.no"]


def test_people_who_confirmed_or_were_made_by_staff_are_kept():
    confirmed = person_to_send_code(email="confirmed@example.no", at=NOW)
    EmailAddress.objects.filter(user=confirmed).update(verified=True)
    User.objects.create_user("made-by-staff@example.no", date_joined=NOW)

    assert forget_unconfirmed(at=NOW + dt.timedelta(days=30)) == 0
