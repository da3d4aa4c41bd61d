"""P25, P39: what is not for everyone is found in no public way, on neither engine: no title, count, choice or text.

Each public way is gone before and after the hidden things are there; they change nothing in any answer.
"""

import datetime as dt
import json
import re

import pytest
from wagtail.models import PageViewRestriction

from programmes.models import (
    Activity,
    AnnouncementPage,
    Goal,
    MatterPage,
    Measure,
    MinutesPage,
    ParticipationPage,
    ProgrammePage,
    SubProgrammePage,
)
from programmes.operations.communities import open_community
from search.feeds.enums import SearchPage
from search.feeds.operations import save_search
from tests.factories.house import NOW, book, make_house
from tests.factories.programme import make_activity, repeat_weekly
from website.accounts.models import Organisation
from website.core import clock
from website.home.models import ArticlePage, HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SECRET = "Kanarifugl"  # beside a word that much else has, in each title and text that may not be told
TUESDAY = dt.date(2027, 1, 5)
WORDS = ["kanarifugl", "kanari", "kanarifgul", "kanarihus", "kafé", "åpen kafé tirsdag", "for", "hus", "finnesikke"]
CHOICES = ["activity", "space", "venue", "community", "news", "programme", "organisation", "page"]
WAYS = [
    *(f"/sok/?q={word}" for word in WORDS),
    *(f"/sok/?slag={kind}" for kind in CHOICES),
    *("/sok/?nar=uke", "/sok/?sted=kanarihus", "/sok/?lokalsamfunn=kanarifuglen", "/sok/?alder=6-12&tid=kveld"),
    *(f"/sok/forslag/?q={word}" for word in ["ka", "kan", "kanarifugl", "caf", "kafé kan"]),
    *(f"/api/v1/search/?q={word}" for word in WORDS),
    *(f"/api/v1/search/?slag={kind}" for kind in CHOICES),
    *("/api/v1/activities/", "/api/v1/communities/", "/api/v1/venues/", "/api/v1/spaces/", "/api/v1/calendars/"),
    *("/kal/alt.ics", "/kal/alt.rss", "/kal/alt.json", "/kal/kanarihus.ics", "/kal/kanarifuglen.ics"),
    *("/kal/", "/abonner/alt/", "/abonner/kanarihus/", "/sitemap.xml", "/", "/lokalsamfunn/"),
    *("/det-som-skjer/", "/det-som-skjer/?q=kanarifugl", "/det-som-skjer/kanarifugl-kafe/", "/lan-lokaler/kanarihus/"),
]
CHANGES_ANYWAY = re.compile(r'nonce="[^"]*"|csrf[^>]*value="[^"]*"|<lastmod>[^<]*</lastmod>')


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def town(house, owner, community_index):
    """Something of what may be told."""
    repeat_weekly(make_activity(house, title="Åpen kafé", by=owner), first=TUESDAY)
    community_index.add_child(instance=ArticlePage(title="Om kafé", slug="om"))
    Organisation.objects.create(name="Kafé for alle", slug="kafe-for-alle")
    return house


def hide_activities(house, owner) -> None:
    repeat_weekly(make_activity(house, title=f"{SECRET} kafé", by=owner, publish=False), first=TUESDAY)
    book(house, "A", "10–12", by=owner, title=f"{SECRET} kafé", note=SECRET)
    known = Activity.objects.get(slug="apen-kafe")
    known.title = known.summary = f"{SECRET} kafé"
    known.save_revision(user=owner)  # a change that nobody has published


def hide_a_house(owner) -> None:
    hidden = make_house("kanarihus")
    hidden.venue.name = f"{SECRET}huset for kafé"
    hidden.venue.is_public = False
    hidden.venue.save()
    repeat_weekly(make_activity(hidden, title=f"{SECRET} kafé inne", by=owner), first=TUESDAY)


def hide_pages(owner) -> None:
    home = HomePage.objects.get()
    for number, kind in enumerate([ArticlePage, ParticipationPage, ProgrammePage]):
        home.add_child(instance=kind(title=f"{SECRET} kafé", slug=f"kladd-{number}", live=False))
    part = ProgrammePage.objects.get().add_child(instance=SubProgrammePage(title=f"{SECRET}", slug="del", live=False))
    goal = Goal.objects.create(page=part, title=f"{SECRET} kafé")
    Measure.objects.create(goal=goal, title=f"{SECRET} kafé")
    hear = ParticipationPage.objects.get()
    hear.add_child(instance=MatterPage(title=f"{SECRET} kafé", slug="sak", live=False, closes_on=TUESDAY))
    members = home.add_child(instance=ArticlePage(title=f"{SECRET} kafé for medlemmer", slug="medlemmer"))
    PageViewRestriction.objects.create(page=members, restriction_type=PageViewRestriction.LOGIN)


def hide_a_community(owner) -> None:
    closed = open_community(name=f"{SECRET}en", by=owner, at=NOW)
    PageViewRestriction.objects.create(page=closed.page, restriction_type=PageViewRestriction.LOGIN)
    closed.page.add_child(instance=AnnouncementPage(title=f"{SECRET} kafé", slug="varsel"))
    closed.page.add_child(instance=MinutesPage(title=f"{SECRET} kafé", slug="referat", meeting_date=TUESDAY))
    Organisation.objects.create(name=f"{SECRET} kafé", slug="kanarifugl", is_active=False)


def told(client, ways) -> dict[str, tuple[int, str]]:
    found = {}
    for way in ways:
        answer = client.get(way)
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        found[way] = (answer.status_code, CHANGES_ANYWAY.sub("", text))
    return found


def test_p25_p39_what_is_hidden_changes_no_public_answer(client, town, owner):
    codes = [save_search(SearchPage.SEARCH, f"q={word}", today=TUESDAY).code for word in ("kanarifugl", "kaf%C3%A9")]
    ways = [*WAYS, *(f"/kal/s/{code}.{form}" for code in codes for form in ("ics", "rss", "json"))]
    before = told(client, ways)

    hide_activities(town, owner)
    hide_a_house(owner)
    hide_pages(owner)
    hide_a_community(owner)

    after = told(client, ways)
    assert {way for way, (status, _text) in before.items() if status not in (200, 404)} == set()
    assert {way for way in ways if after[way] != before[way]} == set()
    assert json.dumps(before, ensure_ascii=False).lower().count("åpen kafé") > len(WAYS) / 4  # they do tell something


def test_a_word_that_is_no_longer_for_everyone_corrects_nobodys_errors(client, town, owner):
    known = make_activity(town, title="Kanarifugl", by=owner)
    assert client.get("/api/v1/search/?q=kanarifgul").json()["corrections"] == {"kanarifgul": "kanarifugl"}

    known.unpublish()

    assert client.get("/api/v1/search/?q=kanarifgul").json()["corrections"] == {}
