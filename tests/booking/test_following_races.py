"""A calendar from outside takes time while people book it: real threads, connections and commits."""

from itertools import pairwise

import pytest

from booking.models import Booking, Claim
from booking.operations.following import follow, stop_following, take_over
from tests.booking.test_closure_races import nothing_is_taken_twice
from tests.booking.test_races import all_at_once
from tests.booking.test_set_races import fresh
from tests.factories.house import NOW, book, span
from website.core import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def taken_by(period, name):
    rows = Claim.objects.filter(unit__name=name, hold=None, span__overlap=(period.starts_at, period.ends_at))
    return [(row.span.lower, row.span.upper, row.booking_id) for row in rows.order_by("span")]


@pytest.mark.parametrize("_round", range(3))
def test_calendar_and_loans_at_once_share_the_time_without_a_gap(house, owner, _round):
    calendar = follow(spaces=[house["Hall"]], address="https://a.no/a", reason="x", by=owner, at=NOW)
    calls = [lambda n=name: book(house, n, "10–12", by=owner) for name in ("A", "B", "AB", "House")]

    answers = all_at_once([lambda: take_over(calendar, [span("9–13")], at=NOW) and None, *calls])

    assert set(answers) <= {"ok", "taken"}
    nothing_is_taken_twice()
    for unit in "ABC":
        parts = taken_by(span("9–13"), unit)
        assert (parts[0][0], parts[-1][1]) == (span("9–13").starts_at, span("9–13").ends_at)
        assert all(one[1] == other[0] for one, other in pairwise(parts))


def test_two_workers_and_a_host_who_stops_at_once(house, owner):
    calendar = follow(spaces=[house["Hall"]], address="https://a.no/a", reason="x", by=owner, at=NOW)
    take_over(calendar, [span("9–10")], at=NOW)

    def look():
        try:
            take_over(calendar, [span("10–12"), span("14–15")], at=NOW)
        except type(calendar).DoesNotExist:
            pass

    answers = all_at_once([look, look, lambda: stop_following(calendar, by=owner), look])

    assert set(answers) == {"ok"}
    assert not Claim.objects.exists()
    assert book(house, "Hall", "10–12", by=owner).is_live


def test_lookers_at_two_calendars_of_the_same_room_do_not_wait_in_a_ring(house, owner):
    one = follow(spaces=[house["Hall"], house["K"]], address="https://a.no/a", reason="x", by=owner, at=NOW)
    two = follow(spaces=[house["K"], fresh(house["A"])], address="https://b.no/b", reason="y", by=owner, at=NOW)

    answers = all_at_once(
        [lambda c=calendar: take_over(c, [span("10–12")], at=NOW) and None for calendar in (one, two, one, two)]
    )

    assert set(answers) == {"ok"}
    nothing_is_taken_twice()
    assert not Booking.objects.exists()
    assert Claim.objects.get(unit__name="K").closure is not None
