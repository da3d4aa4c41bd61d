"""Judged questions over a made-up town: is the best first? Grades 3 (best) to 1."""

import datetime as dt
import json
import math
from pathlib import Path

import pytest

from search.engines import postgres
from search.models import Kind, SearchEntry
from search.operations import _columns, _remember_words
from search.plan import plan
from search.sources import EntryData

pytestmark = pytest.mark.django_db
DATA = json.loads((Path(__file__).parent / "data" / "relevance.json").read_text())
TODAY = dt.date.fromisoformat(DATA["today"])
KINDS = {"activity": Kind.ACTIVITY, "room": Kind.SPACE, "venue": Kind.VENUE, "association": Kind.ORGANISATION}
GATE = 0.88


@pytest.fixture
def town(monkeypatch):
    """The documents as entries; answers their ids by primary key."""
    monkeypatch.setattr("website.core.clock.today", lambda: TODAY)
    names = {}
    for number, document in enumerate(DATA["documents"]):
        data = EntryData(
            kind=KINDS.get(document["type"], Kind.NEWS if document["type"] == "news" else Kind.PAGE),
            title=document["title"],
            url="/",
            body=document["body"],
            place=" ".join(filter(None, [document.get("venue"), document.get("area")])),
            keywords=" ".join(document.get("keywords", [])),
            dates=[dt.date.fromisoformat(day) for day in document["dates"]],
        )
        _remember_words(data)
        entry = SearchEntry.objects.create(source="town", object_id=number, **_columns(data))
        names[entry.pk] = document["id"]
    return names


def gain(grades):
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def test_the_best_answers_come_first(town, capsys):
    scores, empty = {}, []
    for question in DATA["queries"]:
        found = postgres.search(plan(question["query"]), today=TODAY, limit=10).entries
        grades = {judged["doc"]: judged["grade"] for judged in question["judged"]}
        best = gain(sorted(grades.values(), reverse=True)[:10])
        scores[question["query"]] = gain([grades.get(town[entry.pk], 0) for entry in found]) / best
        empty += [] if found else [question["query"]]
    mean = sum(scores.values()) / len(scores)
    with capsys.disabled():
        worst = sorted(scores, key=scores.get)[:3]
        print(f"\n  nDCG@10 {mean:.3f} over {len(scores)} questions; weakest: {', '.join(worst)}")

    assert empty == []
    assert mean >= GATE
