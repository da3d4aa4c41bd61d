"""A booking that is open for all is on the programme for as long as it stands."""

import datetime as dt

import pytest

from booking.enums import Visibility
from booking.operations.bookings import approve_booking, cancel_booking
from booking.operations.moves import change_booking
from programmes.models import Activity, Occurrence
from programmes.operations.open_bookings import catch_up
from tests.booking.test_changes import wanted
from tests.factories.house import NOW, book, span
from tests.factories.programme import make_activity, repeat_weekly
from website.accounts.models import Organisation
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def choir(db):
    return Organisation.objects.create(name="Koret", slug="koret", is_trusted=True)


def test_an_open_booking_of_those_we_trust_is_on_the_programme(house, owner, choir, commit):
    with commit():
        booking = book(
            house, "Hall", "18-20", by=owner, title="Filmkveld", visibility=Visibility.PUBLIC, organisation=choir
        )

    occurrence = Occurrence.objects.public().get()
    assert (occurrence.activity.title, occurrence.booking, occurrence.period) == ("Filmkveld", booking, booking.period)


def test_words_nobody_vouches_for_wait_as_a_draft(house, owner, commit):
    with commit():
        book(house, "Hall", "18-20", by=owner, title="RING 12345678", visibility=Visibility.PUBLIC)

    assert Activity.objects.get().live is False
    assert not Occurrence.objects.public().exists()


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


LONG = "Bente, du har ikke betalt forrige leie. " * 12


def test_when_the_room_is_taken_away_the_date_is_cancelled_and_the_reason_stays_between_two(
    house, owner, stranger, choir, commit
):
    with commit():
        booking = book(house, "Hall", "18-20", by=owner, visibility=Visibility.PUBLIC, organisation=choir)
    with commit():
        cancel_booking(booking, reason=LONG, by=stranger, at=NOW)

    occurrence = Occurrence.objects.public().get()
    assert (occurrence.is_cancelled, occurrence.reason) == (True, "")
    assert "STATUS:CANCELLED" in occurrence.ics


def test_news_that_never_came_through_are_caught_up_with(house, owner, stranger, choir):
    made = book(house, "Hall", "18-20", by=owner, visibility=Visibility.PUBLIC, organisation=choir)
    assert catch_up(at=NOW) == 1
    assert Occurrence.objects.public().get().booking == made

    cancel_booking(made, reason="Vask", by=stranger, at=NOW)
    assert catch_up(at=NOW) == 1

    assert Occurrence.objects.get().is_cancelled
    assert catch_up(at=NOW) == 0


def test_renaming_the_house_reaches_calendars(house, owner, commit):
    day = clock.today() + dt.timedelta(days=1)
    series = repeat_weekly(make_activity(house, by=owner), first=day, until=day, at=clock.now())
    house.venue.name = "Nytt navn"
    house.venue.save()

    assert "LOCATION:Nytt navn" in series.occurrences.get().ics


def changed(house, booking, by, **changes):
    return change_booking(booking, wanted(house, booking, **changes), by=by, at=NOW)


def test_when_the_loan_gets_another_time_or_title_the_date_does(house, owner, choir, commit):
    with commit():
        booking = book(
            house, "Hall", "18-20", by=owner, title="Filmkveld", visibility=Visibility.PUBLIC, organisation=choir
        )
    uuid = Occurrence.objects.get().uuid
    with commit():
        changed(house, booking, owner, hours="19-21", title="Filmkveld med prat")

    occurrence = Occurrence.objects.public().get()
    assert (occurrence.uuid, occurrence.state, occurrence.period) == (uuid, "moved", span("19-21"))
    assert (occurrence.activity.title, occurrence.sequence) == ("Filmkveld med prat", 1)


def test_while_a_host_must_answer_anew_it_is_called_off_and_then_on_again(house, owner, stranger, commit):
    house.set("Hall", needs_approval=True)
    with commit():
        booking = book(house, "Hall", "18-20", by=owner, visibility=Visibility.PUBLIC)
        approve_booking(booking, by=stranger, at=NOW)
    with commit():
        after = changed(house, booking, owner, hours="19-21")
    assert Occurrence.objects.get().is_cancelled
    with commit():
        approve_booking(after, by=stranger, at=NOW)
    occurrence = Occurrence.objects.get()
    assert (occurrence.state, occurrence.period) == ("moved", span("19-21"))


def test_a_new_title_nobody_vouches_for_is_a_draft_and_a_closed_loan_is_called_off(house, owner, stranger, commit):
    house.set("Hall", needs_approval=True)
    with commit():
        booking = book(house, "Hall", "18-20", by=owner, title="Kor", visibility=Visibility.PUBLIC)
        approve_booking(booking, by=stranger, at=NOW)
    with commit():
        after = changed(house, booking, owner, title="RING 12345678")
    activity = Activity.objects.get()
    assert (activity.title, activity.live, activity.has_unpublished_changes) == ("Kor", True, True)
    assert activity.get_latest_revision_as_object().title == "RING 12345678"
    with commit():
        changed(house, after, owner, visibility=Visibility.CLOSED)
    assert Occurrence.objects.get().is_cancelled
