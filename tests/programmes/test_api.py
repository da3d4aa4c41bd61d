"""What is on, as open data."""

import datetime as dt
from urllib.parse import quote

import pytest
from wagtail.models import PageViewRestriction

from programmes.operations.communities import open_community
from programmes.operations.occurrences import cancel_occurrence
from tests.factories.house import NOW
from tests.factories.programme import make_activity, repeat_weekly
from website.accounts.models import Organisation
from website.core import clock

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)
ACTIVITIES = "/api/v1/activities/"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cafe(activity):
    repeat_weekly(activity, first=TUESDAY)
    return activity


@pytest.fixture
def lisleby(community_index, owner):
    return open_community(name="Lisleby", by=owner, at=NOW, is_verified=True)


def items(client, address=ACTIVITIES):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.json()["items"]


def titles(client, query=""):
    return [item["activity"]["title"] for item in items(client, ACTIVITIES + query)]


def test_a_date_tells_when_where_for_whom_and_where_to_read_more(client, house, owner, lisleby):
    choir = Organisation.objects.create(name="Koret", slug="koret")
    facts = {"space": house["A"], "community": lisleby, "organisation": choir, "audience": ["seniors"]}
    house.set("A", tags=["step_free"])
    more = {"languages": ["no", "so"], "price_kr": 20, "sign_up": "Ring Kari Nordmann"}
    cafe = make_activity(house, by=owner, summary="Kom og prat.", contact="kari@example.no", **facts, **more)
    series = repeat_weekly(cafe, first=TUESDAY)
    first = series.occurrences.earliest("starts_at")

    assert items(client) == [
        {
            "starts_at": "2027-01-05T18:00:00+01:00",
            "ends_at": "2027-01-05T20:00:00+01:00",
            "id": str(first.uuid),
            "state": "scheduled",
            "is_cancelled": False,
            "reason": "",
            "calendar_url": f"http://testserver/det-som-skjer/sprakkafe/{first.uuid}.ics",
            "activity": {
                "slug": "sprakkafe",
                "title": "Språkkafé",
                "summary": "Kom og prat.",
                "venue": "dhh",
                "room": "A",
                "place": "A, Hus dhh",
                "address": "",
                "community": "lisleby",
                "organiser": "Koret",
                "theme": "meet",
                "audience": ["seniors"],
                "languages": ["no", "so"],
                "price_kr": 20,
                "is_step_free": True,
                "accessibility": "",
                "has_sign_up": True,
                "is_demo": False,
                "url": "http://testserver/det-som-skjer/sprakkafe/",
            },
        }
    ]


def test_dates_in_summer_have_the_offset_of_summer(client, house):
    repeat_weekly(make_activity(house), first=dt.date(2027, 6, 1))

    assert items(client, f"{ACTIVITIES}?fra=2027-06-01")[0]["starts_at"] == "2027-06-01T18:00:00+02:00"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?sted=dhh", ["Språkkafé"]),
        ("?tema=food", []),
        ("?gratis=true", ["Språkkafé"]),
        ("?gratis=false", ["Språkkafé"]),
        ("?trinnfritt=on", []),
        ("?tid=kveld", ["Språkkafé"]),
        ("?nar=helg", []),
        ("?fra=2027-01-12", ["Språkkafé"]),
        ("?nar=maned", ["Språkkafé"] * 5),
        ("?hvem=seniors", []),
    ],
)
def test_the_same_choices_as_on_the_page(client, cafe, query, found):
    page = client.get(f"/det-som-skjer/{query}").context["days"]

    assert titles(client, query) == found
    if "false" not in query:  # on the page a choice is there or not
        assert found == [row.activity.title for _day, rows in page for row in rows]


NONSENSE = ["2027-02-31", "9999-12-31", "0001-01-01", "finnes-ikke", "%00", ";DROP", quote("å"), "x" * 3000]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_what_makes_no_sense_is_refused_with_a_sentence(client, cafe, nonsense):
    names = ["nar", "fra", "tid", "sted", "lokalsamfunn", "tema", "hvem", "alder", "snakker", "gratis", "trinnfritt"]
    for name in [*names, "limit", "offset"]:
        answer = client.get(f"{ACTIVITIES}?{name}={nonsense}")
        assert answer.status_code == 400, name
        assert answer.json()["detail"].startswith(f"«{name}»: ")


def test_a_cancelled_date_stays_and_says_so(client, cafe, owner):
    cancel_occurrence(cafe.occurrences.earliest("starts_at"), reason="Verten er syk.", by=owner, at=NOW)

    [date] = items(client)

    assert (date["is_cancelled"], date["state"], date["reason"]) == (True, "cancelled", "Verten er syk.")


def test_one_activity_with_its_next_dates(client, cafe):
    answer = client.get(f"{ACTIVITIES}sprakkafe/").json()

    assert answer["activity"] == items(client)[0]["activity"]
    assert len(answer["dates"]) == 20
    assert answer["dates"][1]["starts_at"] == "2027-01-12T18:00:00+01:00"


def test_the_addresses_lead_somewhere(client, cafe):
    [date] = items(client)

    assert client.get(date["activity"]["url"]).status_code == 200
    assert client.get(date["calendar_url"])["Content-Type"] == "text/calendar; charset=utf-8"


def test_nothing_of_people_gets_out(client, house, owner):
    activity = make_activity(house, by=owner, contact="kari@example.no", sign_up="Ring Kari Nordmann, 900 00 000")
    repeat_weekly(activity, first=TUESDAY, by=owner)

    for address in (ACTIVITIES, f"{ACTIVITIES}sprakkafe/"):
        told = client.get(address).content.decode()
        for secret in ("Kari", "kari@", "900 00", "Eva", "Eier", "eier@"):
            assert secret not in told


def test_a_draft_is_nowhere(client, house, owner):
    repeat_weekly(make_activity(house, title="Hemmelig", by=owner, publish=False), first=TUESDAY)

    assert titles(client) == []
    assert client.get(f"{ACTIVITIES}hemmelig/").json() == client.get(f"{ACTIVITIES}finnes-ikke/").json()
    assert client.get(f"{ACTIVITIES}hemmelig/").status_code == 404


def test_what_happens_at_a_house_kept_from_the_public_is_nowhere(client, cafe, house):
    house.venue.is_public = False
    house.venue.save()

    assert titles(client) == []
    assert client.get(f"{ACTIVITIES}sprakkafe/").status_code == 404


def test_communities_in_norwegian_order(client, lisleby, owner):
    for name in ("Årum", "Begby", "Øra"):
        open_community(name=name, by=owner, at=NOW, is_verified=True)

    found = items(client, "/api/v1/communities/")

    assert [community["name"] for community in found] == ["Begby", "Lisleby", "Øra", "Årum"]
    assert found[1] == {
        "slug": "lisleby",
        "name": "Lisleby",
        "area": None,
        "school_districts": "",
        "is_verified": True,
        "url": "http://testserver/lokalsamfunn/lisleby/",
    }


def test_a_community_whose_page_is_hidden_is_not_there(client, lisleby):
    PageViewRestriction.objects.create(page=lisleby.page, restriction_type="login")
    assert items(client, "/api/v1/communities/") == []

    PageViewRestriction.objects.all().delete()
    assert len(items(client, "/api/v1/communities/")) == 1
    lisleby.page.unpublish()
    assert items(client, "/api/v1/communities/") == []


def test_as_many_queries_for_thirty_rows_as_for_three(client, house, owner, django_assert_num_queries):
    for number in range(3):
        repeat_weekly(make_activity(house, title=f"Kafé {number}", by=owner), first=TUESDAY, until=TUESDAY)
    with django_assert_num_queries(6):
        client.get(ACTIVITIES)
    for number in range(27):
        repeat_weekly(make_activity(house, title=f"Kor {number}", by=owner), first=TUESDAY, until=TUESDAY)
    with django_assert_num_queries(6):
        assert len(titles(client)) == 30


def test_an_activity_costs_the_same_for_many_dates(client, cafe, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(f"{ACTIVITIES}sprakkafe/")


def test_communities_cost_the_same_for_thirty_as_for_three(client, community_index, owner, django_assert_num_queries):
    for count in (3, 30):
        for number in range(count):
            open_community(name=f"Bygd {number}", by=owner, at=NOW, is_verified=True)
        with django_assert_num_queries(4):
            assert len(items(client, "/api/v1/communities/")) == count
