"""Is the best first? Judged questions over the demo town, and over a made-up one whose words nobody here chose."""

import datetime as dt
import re
from io import StringIO

import pytest
from django.core.management import call_command

from search.models import Kind, SearchEntry
from search.operations import _columns, _remember_words
from search.plan import Filters
from search.queries import search
from search.sources import EntryData
from website.core import clock

from . import relevance

pytestmark = pytest.mark.django_db
GATE = 0.90
MONDAY = dt.date(2027, 1, 4)
KINDS = {"activity": Kind.ACTIVITY, "room": Kind.SPACE, "venue": Kind.VENUE, "association": Kind.ORGANISATION}
DATED = re.compile(r"\d{7,}")  # minutes have their day in their address
WITHOUT_A_PAGE = ("accounts.organisation", "programmes.goal")  # named by title


@pytest.fixture
def made_up_town(monkeypatch):
    """Documents as entries; answers the day, the questions, and the names of the entries by primary key."""
    town = relevance.load("town.json")
    monkeypatch.setattr(clock, "today", lambda: relevance.day_of(town))
    names = {}
    for number, document in enumerate(town["documents"]):
        data = EntryData(
            kind=KINDS.get(document["type"], Kind.NEWS if document["type"] == "news" else Kind.PAGE),
            title=document["title"],
            url="/",
            body=document["body"],
            place=" ".join(filter(None, [document.get("venue"), document.get("area")])),
            keywords=" ".join(document.get("keywords", [])),
            dates=[dt.date.fromisoformat(day) for day in document["dates"]],
        )
        _remember_words([data])
        entry = SearchEntry.objects.create(source="town", object_id=number, **_columns(data))
        names[entry.pk] = document["id"]
    return relevance.day_of(town), relevance.of_town(town) | relevance.load("town_more.json")["queries"], names


@pytest.fixture
def demo_town(monkeypatch, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.DEBUG, settings.MEDIA_ROOT = True, tmp_path
    monkeypatch.setattr(clock, "now", lambda: clock.at_local(MONDAY, dt.time(9)))
    with django_capture_on_commit_callbacks(execute=True):  # open bookings become activities
        call_command("load_demo", stdout=StringIO())
    questions = relevance.load("demo.json")["queries"]
    names = {entry.pk: _name(entry) for entry in SearchEntry.objects.all()}
    return MONDAY, questions, names


def _name(entry: SearchEntry) -> str:
    return entry.title if entry.source in WITHOUT_A_PAGE else DATED.sub("", entry.url)


def test_every_answer_that_was_judged_is_still_there(demo_town):
    _day, questions, names = demo_town

    assert {name for grades in questions.values() for name in grades} <= set(names.values())
    assert len(questions) >= 60


@pytest.mark.parametrize("town", ["demo_town", "made_up_town"])
def test_the_best_answers_come_first(town, engine, request, capsys):
    day, questions, names = request.getfixturevalue(town)

    def ask(question: str) -> list[str]:
        return [names[entry.pk] for entry in search(question, Filters(today=day), limit=10).entries]

    points, empty = relevance.scores(questions, list(names.values()), ask)
    mean = sum(points.values()) / len(points)
    with capsys.disabled():
        weakest = ", ".join(sorted(points, key=points.__getitem__)[:3])
        print(f"\n  {town} on {engine}: nDCG@10 {mean:.3f} over {len(points)} questions; weakest: {weakest}")

    assert empty == []
    assert mean >= GATE
