"""Moving a booking: all or nothing, and never in its own way."""

import pytest

from booking.models import Booking, Claim
from booking.operations.bookings import cancel_booking
from booking.operations.moves import move_booking
from tests.factories.house import NOW, book, span
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db


def test_s007_it_does_not_collide_with_itself(house, owner):
    booking = book(house, "A", "9-10", by=owner)

    moved = move_booking(booking, span("9-11"), by=owner, at=NOW)

    assert (moved.pk, moved.period, moved.sequence) == (booking.pk, span("9-11"), 1)
    assert Claim.objects.get().span.upper == span("9-11").ends_at


def test_the_old_time_is_free_and_the_new_one_taken(house, owner, stranger):
    move_booking(book(house, "A", "9-10", by=owner), span("12-13"), by=owner, at=NOW)

    book(house, "A", "9-10", by=stranger)
    with pytest.raises(RefusedError, match="taken"):
        book(house, "Hall", "12-13", by=stranger)


def test_to_another_room(house, owner, stranger):
    move_booking(book(house, "A", "9-10", by=owner), span("9-10"), spaces=[house["K"]], by=owner, at=NOW)

    book(house, "A", "9-10", by=stranger)
    assert Booking.objects.first().spaces.get() == house["K"]


def test_a_refused_move_changes_nothing(house, owner, stranger):
    booking = book(house, "A", "9-10", by=owner)
    book(house, "Hall", "12-13", by=stranger)

    with pytest.raises(RefusedError, match="taken"):
        move_booking(booking, span("12-13"), by=owner, at=NOW)

    booking.refresh_from_db()
    assert (booking.period, booking.version) == (span("9-10"), 1)
    with pytest.raises(RefusedError, match="taken"):
        book(house, "A", "9-10", by=stranger)


def test_what_is_cancelled_cannot_be_moved(house, owner):
    booking = book(house, "A", "9-10", by=owner)
    cancel_booking(booking, reason="Vask", by=owner, at=NOW)

    with pytest.raises(RefusedError, match="handled"):
        move_booking(booking, span("12-13"), by=owner, at=NOW)
