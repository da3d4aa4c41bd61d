"""Choices beside the words: each is a link with a count that is true, on either engine."""

import datetime as dt
import html
import re

import pytest

from programmes.enums import Theme
from programmes.operations.communities import open_community
from tests.factories.house import NOW
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
CHIP = re.compile(r'<a class="ds-chip" href="(/sok/[^"]*)"( aria-current)?[^>]*>(.+?) \((\d+)\)')
TUESDAY, SATURDAY = dt.date(2027, 1, 5), dt.date(2027, 1, 9)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def town(house, owner, community_index):
    lisleby = open_community(name="Lisleby", by=owner, at=NOW)

    def weekly(title, first, **fields):
        repeat_weekly(make_activity(house, title=title, by=owner, **fields), first=first)

    weekly("Kafé for barn", TUESDAY, audience=["children"], theme=Theme.FOOD, community=lisleby, languages=["no", "so"])
    weekly("Kafé for eldre", SATURDAY, audience=["seniors"], theme=Theme.MEET, price_kr=50, languages=["no"])
    weekly("Språkkafé", SATURDAY, audience=["children", "adults"], theme=Theme.LEARN, community=lisleby)
    both = make_activity(house, title="Åpen kafé", by=owner)
    repeat_weekly(both, first=SATURDAY, time=dt.time(10))  # never on a weekend evening
    repeat_weekly(both, first=TUESDAY, time=dt.time(19))


def chips(page: str) -> dict[str, tuple[str, int]]:
    """Address and count by label."""
    found = CHIP.findall(page)
    return {html.unescape(label): (html.unescape(url), int(count)) for url, _is_made, label, count in found}


def made_chips(page: str) -> set[str]:
    """Those whose link unmakes the choice: what they count is what one sees."""
    return {html.unescape(label) for _url, is_made, label, _count in CHIP.findall(page) if is_made}


def hits(client, url: str) -> int:
    answer = client.get(url)
    return len([*answer.context["hits"], *answer.context["near"]])


START = "/sok/?q=kaf%C3%A9"


def test_p21_all_choices_are_offered(client, town):
    wanted = {"Lisleby", "Hus dhh", "Mat og deling", "Barn", "Voksne", "norsk", "Soomaali", "I helgen", "Bare gratis"}
    wanted |= {"Formiddag", "Kveld", "6–12 år", "67 år og eldre"}

    assert wanted <= chips(client.get(START).content.decode()).keys()


@pytest.mark.parametrize(
    "made", ["", "&nar=helg", "&tid=kveld", "&nar=helg&tid=kveld", "&alder=6-12&nar=uke&gratis=on"]
)
def test_p21_each_count_is_what_the_link_leads_to(client, town, made):
    page = client.get(START + made).content.decode()
    leads_to = {label: START + made if label in made_chips(page) else url for label, (url, _n) in chips(page).items()}

    assert {label: hits(client, url) for label, url in leads_to.items()} == {
        label: count for label, (_url, count) in chips(page).items()
    }


def test_p21_with_a_choice_made_the_others_are_counted_within_it(client, town):
    page = client.get("/sok/?q=kaf%C3%A9&hvem=children").content.decode()
    offered = chips(page)

    assert offered["Barn"][1] == 2
    assert offered["Eldre"][1] == 1  # instead of children
    assert offered["I helgen"][1] == 1
    assert offered["6–12 år"][1] == 2
    assert "fjern valget" in page
    assert hits(client, offered["Barn"][0]) == 4


def test_p21_a_time_is_a_time_of_the_day_chosen(client, town):
    """What happens on Saturday mornings and Tuesday evenings happens on no weekend evening."""
    found = {made: client.get(START + made).context for made in ("&nar=helg", "&tid=kveld", "&nar=helg&tid=kveld")}

    titles = {made: {hit.entry.title for hit in context["hits"]} for made, context in found.items()}
    assert titles["&nar=helg"] & titles["&tid=kveld"] >= {"Åpen kafé"}
    assert titles["&nar=helg&tid=kveld"] == {"Kafé for eldre", "Språkkafé"}


def test_p21_for_everyone_is_for_each_age(client, town):
    context = client.get(START + "&alder=67").context

    assert {hit.entry.title for hit in context["hits"]} == {"Kafé for eldre", "Åpen kafé"}


def test_the_number_of_hits_is_announced(client, town):
    page = client.get("/sok/?q=kaf%C3%A9").content.decode()

    assert re.search(r'role="status".*?4 treff', page, re.DOTALL)


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("språ", ["Språkkafé"]),
        ("spra", ["Språkkafé"]),
        ("kafé for e", ["Kafé for eldre"]),
        ("s", []),
        ("", []),
        ("%_'\"*:&|", []),
        ("\x00😀", []),
        ("x" * 10_000, []),
    ],
)
def test_titles_are_suggested_while_one_types(client, town, typed, titles):
    answer = client.get("/sok/forslag/", {"q": typed})

    assert answer.status_code == 200
    assert [title for title in answer.json()["titles"] if "afé" in title] == titles


def test_nothing_found_says_what_there_is_instead_and_where_to_ask(client, town):
    page = client.get("/sok/?q=spraxyz&gratis=on&hvem=youth").content.decode()
    assert "Vi fant ingenting" in page
    assert '<a class="ds-chip" href="?q=Spr%C3%A5kkaf%C3%A9">' in page
    assert "Søk uten valgene" in page
    assert "Spør oss" in page


@pytest.mark.parametrize(
    "query", ["snakker=xx", "nar=2027-13-45", "nar=i-morgen&nar=helg", "ukjent=1", "sted[]=x", "gratis=nei"]
)
def test_choices_that_do_not_exist_are_answered(client, town, query):
    assert client.get(f"/sok/?q=kafé&{query}").status_code == 200
