"""What a host does with many bookings at once."""

import pytest
from wagtail.models import ModelLogEntry

from booking.models import Booking
from booking.operations.desk import cancel_bookings
from booking.operations.notices import tell_of_decided
from tests.factories.house import NOW, book
from website.core.models import OutgoingMail

pytestmark = pytest.mark.django_db


def test_loans_are_locked_in_the_order_all_others_lock_them(house, owner, stranger):
    for hours in ("14–16", "10–12", "12–14"):
        book(house, "A", hours, by=owner)

    cancel_bookings(Booking.objects.order_by("starts_at"), reason="Vask", by=stranger, at=NOW)

    log = ModelLogEntry.objects.filter(action="booking.cancelled").order_by("pk")
    assert [int(entry.object_id) for entry in log] == sorted(Booking.objects.values_list("pk", flat=True))


def test_telling_of_many_costs_as_much_as_of_two(house, owner, stranger, django_assert_num_queries):
    for person, name in ((owner, "A"), (stranger, "B")):
        for hour in range(8, 14):
            book(house, name, f"{hour}–{hour + 1}", by=person)

    def tell(count):
        OutgoingMail.objects.all().delete()
        loans = [*Booking.objects.filter(booked_by=owner)[:count], *Booking.objects.filter(booked_by=stranger)[:count]]
        tell_of_decided(loans, at=NOW)
        assert OutgoingMail.objects.count() == 2

    for count in (2, 6):
        with django_assert_num_queries(10):
            tell(count)
