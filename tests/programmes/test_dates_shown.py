"""How dates that are not as planned are shown: moved ones, and those without their room."""

import datetime as dt

import pytest

from programmes.operations.occurrences import cancel_occurrence, move_occurrence
from programmes.operations.rooms import take_rooms
from tests.factories.house import NOW, book, span
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cafe(activity):
    repeat_weekly(activity, first=TUESDAY)
    return activity


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_moved_date_says_from_when_wherever_it_is_shown(client, cafe, owner):
    first = cafe.occurrences.earliest("starts_at")
    move_occurrence(first, span("18-20", dt.date(2027, 1, 6)), reason="Huset er stengt.", by=owner, at=NOW)

    for address in ("/det-som-skjer/", "/det-som-skjer/sprakkafe/"):
        assert "Flyttet fra tirsdag 5. januar" in text(client.get(address))


def test_a_date_moved_within_the_day_says_from_which_hour(client, cafe, owner):
    move_occurrence(cafe.occurrences.earliest("starts_at"), span("12-14"), reason="", by=owner, at=NOW)

    assert "Flyttet fra kl. 18:00" in text(client.get("/det-som-skjer/"))


def test_a_moved_date_that_is_called_off_only_says_so(client, cafe, owner):
    first = cafe.occurrences.earliest("starts_at")
    move_occurrence(first, span("12-14"), reason="", by=owner, at=NOW)
    cancel_occurrence(first, reason="Verten er syk.", by=owner, at=NOW)

    assert "Flyttet" not in text(client.get("/det-som-skjer/"))


def test_a_date_whose_room_could_not_be_had_names_only_the_house(client, house, owner, stranger):
    kor = make_activity(house, title="Kor", by=owner, space=house["Hall"])
    series = repeat_weekly(kor, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=2))
    assert "ikke avtalt" not in text(client.get("/det-som-skjer/kor/"))
    book(house, "A", "19-20", by=stranger)
    take_rooms(series.occurrences.all(), by=owner, at=NOW)

    page = text(client.get("/det-som-skjer/kor/"))

    assert page.count("Hus dhh. Rommet er ikke avtalt.") == 1


def test_an_activity_costs_the_same_for_many_dates(client, house, owner, django_assert_max_num_queries):
    kor = make_activity(house, title="Kor", by=owner, space=house["Hall"])
    series = repeat_weekly(kor, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=2))
    take_rooms(series.occurrences.all(), by=owner, at=NOW)
    with django_assert_max_num_queries(9) as few:
        client.get("/det-som-skjer/kor/")
    repeat_weekly(kor, first=TUESDAY + dt.timedelta(days=1), until=TUESDAY + dt.timedelta(weeks=20))
    with django_assert_max_num_queries(len(few)):
        client.get("/det-som-skjer/kor/")
