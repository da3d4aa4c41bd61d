"""Words that mean the same here, kept by editors."""

import pytest

from search.models import Synonym
from tests.factories.house import NOW
from tests.factories.programme import make_activity
from website.accounts.models import User
from website.accounts.roles import EDITOR, HOST, give_role
from website.core import clock

pytestmark = pytest.mark.django_db
NEW = "/admin/sokeord/new/"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def kept_by(client):
    def login(role):
        person = User.objects.create_user(f"{role.lower()}@example.no")
        give_role(person.pk, role)
        client.force_login(person)
        return client

    return login


def titles(client, query):
    return [hit.entry.title for hit in client.get("/sok/", {"q": query}).context["hits"]]


def test_it_holds_from_the_next_search_on_in_every_engine(engine, kept_by, house, owner):
    make_activity(house, title="Åpent verksted", by=owner)
    client = kept_by(EDITOR)
    assert titles(client, "mekkekveld") == []

    client.post(NEW, {"words": "mekkekveld, åpent verksted"})
    assert titles(client, "mekkekveld") == ["Åpent verksted"]

    Synonym.objects.update(words="mekkekveld, noe annet")
    assert titles(client, "mekkekveld") == []


@pytest.mark.parametrize("words", ["", "kurs", "kurs, kurset", "kurs,,", ", ;"])
def test_one_word_alone_is_refused_at_the_field_and_kept(kept_by, words):
    page = kept_by(EDITOR).post(NEW, {"words": words})

    assert page.context["form"].errors.keys() == {"words"}
    assert not Synonym.objects.exists()


def test_hosts_do_not_keep_them(kept_by):
    assert kept_by(HOST).get(NEW).status_code == 302
