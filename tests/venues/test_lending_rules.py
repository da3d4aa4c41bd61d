"""The rules of a room in the admin: who may borrow it, and how much."""

import pytest
from django.urls import reverse

from tests.factories.house import add_chairs
from tests.venues.test_viewsets import chief, host, room, wrong  # noqa: F401 - fixtures
from venues.enums import LentTo, QuotaOf, QuotaPer
from venues.models import Quota, Space
from website.accounts.models import Organisation

pytestmark = pytest.mark.django_db
ONE = {"quotas-TOTAL_FORMS": 1, "quotas-0-of": "person", "quotas-0-per": "week", "quotas-0-loans": "2"}


def edit(client, space, **fields):
    return client.post(reverse("spaces:edit", args=[space.pk]), fields)


def test_a_host_gives_the_room_a_quota_and_takes_it_away(client, host, house):  # noqa: F811
    client.force_login(host)
    form = room(house, **ONE)
    assert edit(client, house["A"], **form).status_code == 302
    quota = Quota.objects.get()
    assert (quota.space, quota.of, quota.per, quota.loans, quota.hours) == (
        house["A"],
        QuotaOf.PERSON,
        QuotaPer.WEEK,
        2,
        None,
    )
    gone = form | {"quotas-INITIAL_FORMS": 1, "quotas-0-id": quota.pk, "quotas-0-DELETE": "on"}
    assert edit(client, house["A"], **gone).status_code == 302
    assert not Quota.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"quotas-0-loans": ""}, "Skriv hvor mange lån eller hvor mange timer."),
        ({"quotas-0-loans": "0"}, "Skriv minst 1."),
        ({"quotas-0-of": "alle"}, "Velg et gyldig valg"),
    ],
)
def test_a_quota_that_says_nothing_is_refused_and_kept(client, host, house, typed, sentence):  # noqa: F811
    client.force_login(host)
    answer = edit(client, house["A"], **room(house, **ONE | typed))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Quota.objects.exists()


def test_a_room_for_some_asks_for_whom(client, host, house):  # noqa: F811
    client.force_login(host)
    choir = Organisation.objects.create(name="Koret", slug="koret")
    form = room(house, lent_to="selected")
    assert wrong(edit(client, house["A"], **form)) == {"organisations": ["Velg hvem rommet lånes ut til."]}
    assert edit(client, house["A"], **form, organisations=[choir.pk]).status_code == 302
    space = Space.objects.get(pk=house["A"].pk)
    assert (space.lent_to, list(space.organisations.all())) == (LentTo.SELECTED, [choir])


def test_chairs_have_quotas_too(client, chief, house):  # noqa: F811
    chairs = add_chairs(house, 4, by=chief)
    client.force_login(chief)
    form = room(house, kind="equipment", units=[], quantity=4, **ONE)
    assert edit(client, chairs, **form).status_code == 302
    assert Quota.objects.get().space == chairs
