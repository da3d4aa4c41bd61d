"""P25, P39: what is not for everyone is found in no public way, on neither engine: no title, count, choice or text."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from programmes.models import AnnouncementPage
from programmes.operations.communities import open_community
from tests.factories.house import NOW, book, make_house
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock
from website.home.models import ArticlePage, HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SECRET = "Kanarifugl"  # in each title and text that may not be told
WAYS = [
    "/sok/?q=kanarifugl",
    "/sok/?q=kanari",
    "/sok/?q=kanarifgul",  # a typing error must not be corrected to it
    "/sok/?slag=activity",
    "/sok/?slag=space",
    "/sok/?slag=page",
    "/sok/?slag=news",
    "/sok/?nar=uke",
    "/sok/?sted=kanarihus",
    "/sok/?lokalsamfunn=kanarifuglen",
    "/sok/?q=finnesikke+kanarixx",
    "/sok/forslag/?q=kan",
    "/sok/forslag/?q=kanarifugl",
    "/api/v1/search/?q=kanarifugl",
    "/api/v1/search/?slag=activity",
    "/api/v1/search/?q=fugl",
    "/sitemap.xml",
    "/kal/alt.ics",
    "/det-som-skjer/?q=kanarifugl",
]


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def town(house, owner, community_index):
    """One thing of each kind that may be told, and the same hidden in each way there is."""
    tuesday = dt.date(2027, 1, 5)
    repeat_weekly(make_activity(house, title="Åpen kafé", by=owner), first=tuesday)
    repeat_weekly(make_activity(house, title=f"{SECRET} utkast", by=owner, publish=False), first=tuesday)
    book(house, "A", "10–12", by=owner, title=f"{SECRET} møte")
    _hide_a_house(owner)
    _hide_pages(owner)


def _hide_a_house(owner) -> None:
    hidden = make_house("kanarihus")
    hidden.venue.name, hidden.venue.is_public = f"{SECRET}huset", False
    hidden.venue.save()
    repeat_weekly(make_activity(hidden, title=f"{SECRET} bak lukkede dører", by=owner), first=dt.date(2027, 1, 5))


def _hide_pages(owner) -> None:
    home = HomePage.objects.get()
    home.add_child(instance=ArticlePage(title=f"{SECRET} kladd", slug="kladd", live=False))
    members = home.add_child(instance=ArticlePage(title=f"{SECRET} for medlemmer", slug="medlemmer"))
    PageViewRestriction.objects.create(page=members, restriction_type=PageViewRestriction.LOGIN)
    closed = open_community(name=f"{SECRET}en", by=owner, at=NOW)
    closed.page.add_child(instance=AnnouncementPage(title=f"{SECRET} varsel", slug="varsel"))
    PageViewRestriction.objects.create(page=closed.page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("way", WAYS)
def test_p25_p39_what_is_hidden_is_found_in_no_public_way(client, town, way):
    answer = client.get(way)
    told = b"".join(answer).decode() if answer.streaming else answer.content.decode()

    assert answer.status_code in (200, 404)
    shown = told.replace("kanarifugl", "")  # what was asked for stands in the box
    assert SECRET not in shown
    assert SECRET.upper() not in shown.upper().replace(way.upper(), "")
