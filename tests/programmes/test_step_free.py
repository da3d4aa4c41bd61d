"""Step-free is what the room is: an activity never says otherwise."""

import pytest

from tests.factories.house import DAY, NOW
from tests.factories.programme import make_activity, repeat_weekly
from venues.enums import SpaceTag
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("tags", "own_word", "expected"),
    [([], True, False), ([SpaceTag.STEP_FREE], False, True), (None, True, True), (None, False, False)],
)
def test_the_room_says_it_and_where_there_is_none_the_organiser(client, house, owner, tags, own_word, expected):
    space = house.set("A", tags=tags) if tags is not None else None
    activity = make_activity(house, title="Kor", by=owner, space=space, is_step_free=own_word)
    repeat_weekly(activity, first=DAY, until=DAY)

    assert activity.has_step_free_way is expected
    assert ("Trinnfritt." in client.get("/det-som-skjer/kor/").content.decode()) is expected
    for address in ("/det-som-skjer/?trinnfritt=on", "/sok/?q=kor&trinnfritt=on"):
        assert ("/det-som-skjer/kor/" in client.get(address).content.decode()) is expected
    assert client.get("/api/v1/activities/kor/").json()["activity"]["is_step_free"] is expected


def test_a_room_that_is_no_longer_step_free_is_not_found_as_such(client, house, owner):
    space = house.set("A", tags=[SpaceTag.STEP_FREE])
    make_activity(house, title="Kor", by=owner, space=space)
    house.set("A", tags=[])

    assert "/det-som-skjer/kor/" not in client.get("/sok/?q=kor&trinnfritt=on").content.decode()
