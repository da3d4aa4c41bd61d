"""Who can be given a role."""

import datetime as dt

import pytest
from django.urls import reverse

from website.accounts import roles
from website.accounts.models import Membership, Organisation, User
from website.accounts.operations import confirm_person, person_to_send_code
from website.core.housekeeping import do_chores

NOW = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def give_role(client, stranger):
    """An editor writes an address and a role, and sends the form."""
    roles.give_role(stranger.pk, roles.EDITOR)
    client.force_login(User.objects.get(pk=stranger.pk))
    choir = Organisation.objects.create(name="Koret", slug="koret")
    form = {"organisation": choir.pk, "role": "leader", "valid_from": "2027-01-04"}
    return lambda email: client.post(reverse("memberships:add"), form | {"email": email})


def test_an_address_whose_code_was_never_used_gets_no_role_for_its_account_will_be_forgotten(give_role):
    person_to_send_code(email="mistyped@example.no", at=NOW)

    answer = give_role("mistyped@example.no")

    errors = answer.context["form"].errors["email"]
    assert errors == ["Ingen har logget inn med denne adressen ennå. Se etter om den er riktig."]
    assert not Membership.objects.exists()


def test_who_has_used_the_code_gets_the_role_and_keeps_it(give_role):
    person = person_to_send_code(email="kari@example.no", at=NOW)
    confirm_person(person=person)

    assert give_role("kari@example.no").status_code == 302

    do_chores(at=NOW + dt.timedelta(days=2))
    assert Membership.objects.get().user == person
