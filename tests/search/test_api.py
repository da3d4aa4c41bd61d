"""The search of the pages, as open data."""

import datetime as dt
from urllib.parse import quote

import pytest

from programmes.models import AnnouncementPage
from programmes.operations.communities import open_community
from tests.factories.house import NOW, book
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
ONLY_POSTGRES = pytest.mark.parametrize("engine", ["postgres"], indirect=True)
SEARCH = "/api/v1/search/"
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def lisleby(community_index, owner):
    community = open_community(name="Lisleby", by=owner, at=NOW, is_verified=True)
    community.page.add_child(instance=AnnouncementPage(title="Nytt gjerde", slug="gjerde", summary="Vi maler."))
    return community


def titles(client, query):
    answer = client.get(SEARCH, query if isinstance(query, dict) else {"q": query})
    assert answer.status_code == 200
    return [hit["title"] for hit in answer.json()["items"]]


def test_a_hit_tells_what_it_is_and_where(client, house, owner):
    repeat_weekly(make_activity(house, by=owner, summary="Øv norsk.", space=house["A"]), first=TUESDAY)

    assert client.get(SEARCH, {"q": "språkkafé"}).json() == {
        "count": 1,
        "next": None,
        "items": [
            {
                "kind": "activity",
                "title": "Språkkafé",
                "text": "Øv norsk.",
                "place": "A, Hus dhh",
                "venue": "dhh",
                "next_date": "2027-01-05",
                "url": "http://testserver/det-som-skjer/sprakkafe/",
            }
        ],
        "corrections": {},
    }


@pytest.mark.parametrize("query", ["kafé", "dhh", "møterom på dhh"])
def test_the_same_hits_in_the_same_order_as_on_the_page(client, house, owner, query):
    make_activity(house, title="Svømmekurs", by=owner)
    make_activity(house, title="Kafé", by=owner)
    page = client.get("/sok/", {"q": query}).context["hits"]

    assert titles(client, query) == [hit.entry.title for hit in page]


def test_choices_and_corrections(client, house, owner):
    make_activity(house, title="Svømmekurs", by=owner)

    assert titles(client, {"q": "dhh", "slag": "venue"}) == ["Hus dhh"]
    assert client.get(SEARCH, {"q": "svømmekrs"}).json()["corrections"] == {"svømmekrs": "svømmekurs"}


def test_page_by_page(client, house):
    first = client.get(SEARCH, {"q": "dhh", "limit": 5}).json()
    rest = client.get(first["next"].removeprefix("http://testserver")).json()

    assert (first["count"], len(first["items"]), len(rest["items"]), rest["next"]) == (8, 5, 3, None)
    assert first["items"] + rest["items"] == client.get(SEARCH, {"q": "dhh"}).json()["items"]


def test_nothing_hidden_is_found(client, house, owner):
    make_activity(house, title="Hemmelig kafé", by=owner, publish=False)
    book(house, "A", "10–12", by=owner, title="Hemmelig møte")

    assert titles(client, "hemmelig") == []
    house.venue.is_public = False
    house.venue.save()
    assert titles(client, "dhh") == []


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?slag=x", "?nar=x", "?tema=å", "?q=a&gratis=nei", "?sted=%00"])
@pytest.mark.parametrize("more", ["", "&limit=1"])
def test_what_makes_no_sense_is_refused_with_a_sentence(client, house, query, more):
    answer = client.get(f"{SEARCH}{query or '?'}{more}")

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("«")


@pytest.mark.parametrize(
    "typed", ["x" * 3_000, "a & b | !c <-> (d", "'; DROP TABLE x; --", "😀", "%%%s {0}", "og i det"]
)
def test_anything_typed_gets_an_answer(client, house, typed):
    assert client.get(f"{SEARCH}?q={quote(typed)}").status_code == 200


@ONLY_POSTGRES  # the worker of the other asks along
def test_as_many_queries_for_thirty_hits_as_for_three(client, house, owner, django_assert_max_num_queries):
    for number in range(3):
        make_activity(house, title=f"Kafé {number}", by=owner)
    with django_assert_max_num_queries(8) as few:
        client.get(SEARCH, {"q": "kafé"})
    for number in range(27):
        make_activity(house, title=f"Kafé nummer {number}", by=owner)
    with django_assert_max_num_queries(8) as many:
        assert len(titles(client, "kafé")) == 30

    assert len(few) == len(many)
