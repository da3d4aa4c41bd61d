"""What other pages show of a meeting place."""

import pytest
from django.template import Context, Template

from tests.factories.house import moment
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("time", "words"),
    [("9", "Åpent til 22:00"), ("7", "Stengt nå Åpner i dag kl. 08:00"), ("23", "Stengt nå Åpner i morgen kl. 08:00")],
)
def test_the_door_says_whether_it_is_open_now(house, monkeypatch, time, words):
    monkeypatch.setattr(clock, "now", lambda: moment(time))

    text = Template("{% load venue_tags %}{% open_now venue %}").render(Context({"venue": house.venue}))

    assert " ".join(Template("{{ text|striptags }}").render(Context({"text": text})).split()) == words
