"""What is given back stays given back, also when somebody seats the loans of a pool anew in that moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from booking.models import Booking, Claim
from booking.operations.bookings import withdraw_booking
from booking.operations.series_changes import withdraw_series
from tests.factories.fixed_loans import ask, weekly
from tests.factories.house import NOW, add_chairs, book, make_house
from website.accounts.models import User


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_fixed", [False, True])
def test_a_loan_given_back_while_others_are_seated_anew_takes_nothing(is_fixed):
    house, person = make_house(), User.objects.create_user("p@example.no")
    add_chairs(house, 2, by=person)
    book(house, "Chairs", "8–9", by=person, quantity=1)
    blocking = book(house, "Chairs", "9–10", by=person, quantity=1)
    if is_fixed:
        series = ask(house, "Chairs", by=person, repetition=weekly(1, (9, 10)), quantity=1)
        moving = series.bookings.get()
    else:
        moving = book(house, "Chairs", "9–10", by=person, quantity=1)
    withdraw_booking(blocking, by=person, at=NOW)  # now a loan 8–10 has room only when the other one moves over
    given_back = threading.Event()

    def give_back():
        with transaction.atomic():
            if is_fixed:
                withdraw_series(series, by=person, at=NOW)
            else:
                withdraw_booking(Booking.objects.get(pk=moving.pk), by=person, at=NOW)
            given_back.set()
            threading.Event().wait(1)  # the other one gets as far as it can before this is committed
        connection.close()

    def seat_anew():
        given_back.wait(20)
        book(house, "Chairs", "8–10", by=person, quantity=1)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda call: call(), [give_back, seat_anew]))

    assert not Claim.objects.filter(booking=moving).exists()
    assert Claim.objects.count() == 2
