"""An activity in a room: what is on the programme is what the room is taken by."""

import datetime as dt

import pytest

from booking.models import Booking, Claim
from programmes.operations.occurrences import cancel_occurrence, move_occurrence
from programmes.operations.rooms import take_rooms
from tests.factories.house import NOW, book, span
from tests.factories.programme import make_activity, repeat_weekly
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture
def series(house, owner):
    activity = make_activity(house, by=owner, space=house["Hall"])
    return repeat_weekly(activity, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=2))


def test_each_date_owns_the_booking_of_its_room(series, owner, stranger, house):
    assert take_rooms(series.occurrences.all(), by=owner, at=NOW) == []

    assert Booking.objects.count() == 3
    with pytest.raises(RefusedError, match="taken"):
        book(house, "A", "19-20", by=stranger)


def test_dates_whose_room_is_taken_are_named_with_the_reason(series, owner, stranger, house):
    book(house, "A", "19-20", by=stranger)

    without = take_rooms(series.occurrences.all(), by=owner, at=NOW)

    assert [(found.occurrence.starts_at, found.refusals[0].code) for found in without] == [
        (span("18-20").starts_at, "taken")
    ]


def test_a_cancelled_date_gives_the_room_back(series, owner, stranger, house):
    take_rooms(series.occurrences.all(), by=owner, at=NOW)

    cancel_occurrence(series.occurrences.earliest("starts_at"), reason="Syk", by=owner, at=NOW)

    book(house, "Hall", "18-20", by=stranger)


def test_a_moved_date_takes_its_room_along(series, owner, stranger, house):
    take_rooms(series.occurrences.all(), by=owner, at=NOW)

    move_occurrence(series.occurrences.earliest("starts_at"), span("12-14"), reason="", by=owner, at=NOW)

    book(house, "Hall", "18-20", by=stranger)
    with pytest.raises(RefusedError, match="taken"):
        book(house, "A", "12-13", by=stranger)


def test_a_date_is_not_moved_to_where_its_room_is_taken(series, owner, stranger, house):
    take_rooms(series.occurrences.all(), by=owner, at=NOW)
    book(house, "A", "12-13", by=stranger)
    occurrence = series.occurrences.earliest("starts_at")

    with pytest.raises(RefusedError, match="taken"):
        move_occurrence(occurrence, span("12-14"), reason="", by=owner, at=NOW)

    occurrence.refresh_from_db()
    assert occurrence.period == span("18-20")
    assert Claim.objects.filter(booking=occurrence.booking, span__contains=span("18-20").starts_at).exists()
