"""Who is told what by mail when a booking changes, received by a real mail server."""

import pytest
from icalendar import Calendar

from booking.operations.bookings import approve_booking, cancel_booking, refuse_booking, withdraw_booking
from tests.factories.house import NOW, book, make_house, span
from venues.enums import VenueRoleKind
from venues.models import VenueRole
from website.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    house = make_house()
    house.set("K", needs_approval=True)
    return house


@pytest.fixture
def owner():
    return User.objects.create_user("eier@example.no", first_name="Eva", last_name="Eier")


@pytest.fixture
def host(house):
    person = User.objects.create_user("vert@example.no", first_name="Vera", last_name="Vert")
    VenueRole.objects.create(venue=house.venue, user=person, role=VenueRoleKind.HOST, valid_from=NOW.date())
    return person


def told(smtp) -> list[tuple[str, str]]:
    return [(mail["To"], mail["Subject"].split(":")[0].strip()) for mail in smtp.mails]


def event_in(mail):
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    return part.get_param("method"), calendar, calendar.walk("VEVENT")[0]


def test_a_booking_confirmed_at_once_is_told_once_with_an_invitation(smtp, house, owner):
    booking = book(house, "A", "10–12", by=owner, title="Øving; nå, da")
    assert told(smtp) == [("eier@example.no", "Godkjent")]
    assert smtp.mails[0]["Subject"].strip() == "Godkjent: A tirsdag 5. januar kl. 10:00–12:00"
    method, calendar, event = event_in(smtp.mails[0])
    assert (method, calendar["METHOD"], event["SUMMARY"]) == ("REQUEST", "REQUEST", "Øving; nå, da")
    assert event["UID"].startswith(str(booking.uuid))
    assert (event.start, event.end) == (span("10–12").starts_at, span("10–12").ends_at)
    assert event["ATTENDEE"] == "mailto:eier@example.no"


def test_cancelling_takes_the_same_event_out_of_the_calendar(smtp, house, owner, host):
    cancel_booking(book(house, "A", "10–12", by=owner), reason="Vannlekkasje", by=host, at=NOW)
    (_, _, before), (method, _, after) = event_in(smtp.mails[0]), event_in(smtp.mails[1])
    assert method == "CANCEL"
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["STATUS"] == "CANCELLED"
    assert "Begrunnelse: Vannlekkasje" in smtp.mails[1].get_body().get_content()


def test_a_request_is_told_to_the_asker_and_the_host_and_its_answer_to_the_asker(smtp, house, owner, host):
    booking = book(house, "K", "10–12", by=owner)
    assert told(smtp) == [("eier@example.no", "Venter på svar"), ("vert@example.no", "Ny bestilling")]
    assert "http://testserver/admin/utlan/" in smtp.mails[1].get_body().get_content()
    approve_booking(booking, by=host, at=NOW)
    assert told(smtp)[2:] == [("eier@example.no", "Godkjent")]


def test_a_refusal_and_a_withdrawal_are_told(smtp, house, owner, host):
    refuse_booking(book(house, "K", "10–12", by=owner), reason="Opptatt av kommunen", by=host, at=NOW)
    withdraw_booking(book(house, "K", "10–12", by=owner), by=owner, at=NOW)
    withdraw_booking(book(house, "A", "10–12", by=owner), by=owner, at=NOW)
    mine = [subject for to, subject in told(smtp) if to == "eier@example.no"]
    assert mine == ["Venter på svar", "Avslått", "Venter på svar", "Trukket", "Godkjent", "Gitt tilbake"]


def test_a_refused_request_tells_nobody(smtp, house, owner):
    book(house, "A", "10–12", by=owner)
    with pytest.raises(Exception, match="taken"):
        book(house, "A", "11–13", by=owner)
    assert len(smtp.mails) == 1
