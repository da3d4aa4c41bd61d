"""The header says who is logged in, and stays the same for everybody else."""

import pytest
from django.contrib.auth.models import Permission

from website.accounts.models import User

pytestmark = pytest.mark.django_db
PAGES = ["/", "/det-som-skjer/", "/finnes-ikke/", "/min-side/"]


@pytest.fixture
def person() -> User:
    return User.objects.create_user("kari@example.no", first_name="Kari", last_name="Nordmann")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("address", PAGES)
def test_who_is_logged_in_sees_their_name_and_no_cache_keeps_it(client, person, address):
    client.force_login(person)
    answer = client.get(address)

    assert 'href="/min-side/">Min side <small>Kari</small></a>' in text(answer)
    assert "no-store" in answer["Cache-Control"]


def test_who_has_given_no_name_sees_that_they_are_logged_in(client):
    client.force_login(User.objects.create_user("ny@example.no"))

    assert "Min side <small>Logget inn</small>" in text(client.get("/"))


def test_a_name_is_text(client, person):
    person.first_name = "<b>Kari"
    person.save()
    client.force_login(person)

    assert "<small>&lt;b&gt;Kari</small>" in text(client.get("/"))


@pytest.mark.parametrize("address", PAGES[:2])
def test_others_see_the_same_page_which_may_be_kept(client, address, person):
    answer = client.get(address)

    assert 'href="/min-side/">Logg inn</a>' in text(answer)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"
    assert "Cookie" in answer["Vary"]


def test_who_may_edit_finds_the_way_from_their_own_page(client, person):
    client.force_login(person)
    assert 'href="/admin/"' not in text(client.get("/min-side/"))
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert 'href="/admin/">Redigere og svare</a>' in text(client.get("/min-side/"))
