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
CHIP = re.compile(r'<a class="ds-chip" href="(/sok/[^"]*)"[^>]*>(.+?) \((\d+)\)')
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


def chips(page: str) -> dict[str, tuple[str, int]]:
    return {html.unescape(label): (html.unescape(url), int(count)) for url, label, count in CHIP.findall(page)}


def hits(client, url: str) -> int:
    answer = client.get(url)
    return len([*answer.context["hits"], *answer.context["near"]])


def test_p21_each_count_is_what_the_link_leads_to(client, town):
    start = "/sok/?q=kaf%C3%A9"
    offered = chips(client.get(start).content.decode())

    wanted = ["Lisleby", "Hus dhh", "Mat og deling", "Barn", "Voksne", "norsk", "Soomaali", "I helgen", "Bare gratis"]
    assert set(wanted) <= offered.keys()
    assert {label: count for label, (url, count) in offered.items() if hits(client, url) != count} == {}


def test_p21_with_a_choice_made_the_others_are_counted_within_it(client, town):
    page = client.get("/sok/?q=kaf%C3%A9&hvem=children").content.decode()
    offered = chips(page)

    assert offered["Barn"][1] == 2
    assert offered["Eldre"][1] == 1  # instead of children
    assert offered["I helgen"][1] == 1
    assert "fjern valget" in page
    assert hits(client, offered["Barn"][0]) == 3


def test_the_number_of_hits_is_announced(client, town):
    page = client.get("/sok/?q=kaf%C3%A9").content.decode()

    assert re.search(r'role="status".*?3 treff', page, re.DOTALL)


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
