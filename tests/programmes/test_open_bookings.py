"""A booking that is open for all is on the programme for as long as it stands."""

import datetime as dt

import pytest

from booking.enums import Visibility
from booking.operations.bookings import approve_booking, cancel_booking
from programmes.models import Activity, Occurrence
from tests.factories.house import NOW, book
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_an_open_booking_is_on_the_programme(house, owner, commit):
    with commit():
        booking = book(house, "Hall", "18-20", by=owner, title="Filmkveld", visibility=Visibility.PUBLIC)

    occurrence = Occurrence.objects.public().get()
    assert (occurrence.activity.title, occurrence.booking, occurrence.period) == ("Filmkveld", booking, booking.period)


def test_a_closed_booking_is_not(house, owner, commit):
    with commit():
        book(house, "Hall", "18-20", by=owner, visibility=Visibility.CLOSED)

    assert not Activity.objects.exists()


def test_a_request_is_on_the_programme_once_it_is_approved(house, owner, stranger, commit):
    house.set("Hall", needs_approval=True)
    with commit():
        booking = book(house, "Hall", "18-20", by=owner, visibility=Visibility.PUBLIC)
    assert not Occurrence.objects.exists()

    with commit():
        approve_booking(booking, by=stranger, at=NOW)

    assert Occurrence.objects.public().count() == 1


def test_when_the_room_is_taken_away_the_date_is_cancelled(house, owner, stranger, commit):
    with commit():
        booking = book(house, "Hall", "18-20", by=owner, visibility=Visibility.PUBLIC)
    with commit():
        cancel_booking(booking, reason="Vannlekkasje", by=stranger, at=NOW)

    occurrence = Occurrence.objects.public().get()
    assert (occurrence.is_cancelled, occurrence.reason) == (True, "Vannlekkasje")
    assert "STATUS:CANCELLED" in occurrence.ics


def test_renaming_the_house_reaches_calendars(house, owner, commit):
    day = clock.today() + dt.timedelta(days=1)
    series = repeat_weekly(make_activity(house, by=owner), first=day, until=day, at=clock.now())
    house.venue.name = "Nytt navn"
    house.venue.save()

    assert "LOCATION:Nytt navn" in series.occurrences.get().ics
