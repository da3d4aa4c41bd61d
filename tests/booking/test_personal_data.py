from booking.personal_data import bookings
from tests.factories.house import book


def test_a_person_gets_their_own_bookings_and_not_a_strangers(house, owner, stranger):
    book(house, "A", "10–12", by=owner, title="Sjakk")
    book(house, "B", "10–12", by=stranger, title="Hemmelig")

    assert [row["title"] for row in bookings(owner)] == ["Sjakk"]
