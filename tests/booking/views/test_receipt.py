"""One booking and the list of them, for those they concern."""

import datetime as dt
import re

import pytest
from icalendar import Calendar

from booking.enums import BookingState
from booking.models import Booking
from booking.operations.bookings import withdraw_booking
from tests.factories.house import DAY, NOW, book, moment, span
from website.accounts.enums import MemberRole
from website.accounts.models import Membership, Organisation, User
from website.core import clock


@pytest.fixture
def choir(db) -> Organisation:
    return Organisation.objects.create(name="Lisleby kor", slug="lisleby-kor")


def member(choir, email: str, role=MemberRole.BOOKER, until: dt.date | None = None) -> User:
    person = User.objects.create_user(email, first_name=email.partition("@")[0].title())
    Membership.objects.create(
        user=person, organisation=choir, role=role, valid_from=dt.date(2026, 1, 1), valid_to=until
    )
    return person


def text(response) -> str:
    return " ".join(response.content.decode().split())


def pages(booking) -> list[str]:
    url = f"/lan-lokaler/bestilling/{booking.uuid}/"
    return [url, f"{url}kalender.ics", f"{url}avlys/"]


def test_the_owner_reads_the_receipt_and_nobody_may_keep_a_copy(client, house, owner):
    client.force_login(owner)
    response = client.get(pages(book(house, "A", "10–12", by=owner, title="Øving", people=12))[0])
    page = text(response)
    assert "Øving" in page
    assert "Tirsdag 5. januar kl. 10:00–12:00" in page
    assert "Godkjent" in page
    assert "12 personer" in page
    assert "no-store" in response["Cache-Control"]


def test_the_house_can_be_rung_from_the_receipt(client, house, owner):
    house.venue.phone = "69 30 60 00"
    house.venue.save()
    client.force_login(owner)
    page = text(client.get(pages(book(house, "A", "10–12", by=owner))[0]))
    assert '<a class="ds-link" href="tel:69306000">69 30 60 00</a>' in page


def test_a_stranger_gets_the_answer_for_what_does_not_exist(client, house, owner, stranger):
    booking = book(house, "A", "10–12", by=owner, title="Hemmelig")
    client.force_login(stranger)
    for url in pages(booking):
        assert client.get(url).status_code == 404
    assert client.post(pages(booking)[2]).status_code == 404
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_who_is_not_logged_in_is_asked_to_do_so(client, house, owner):
    for url in [*pages(book(house, "A", "10–12", by=owner)), "/min-side/", "/min-side/tidligere/"]:
        response = client.get(url)
        assert response.status_code == 302
        assert response.url.startswith("/konto/")


def test_a_colleague_who_may_book_may_also_withdraw(client, house, choir):
    booking = book(house, "A", "10–12", by=member(choir, "kari@example.no"), organisation=choir)
    client.force_login(member(choir, "ola@example.no"))
    assert client.get(pages(booking)[0]).status_code == 200
    client.post(pages(booking)[2])
    assert Booking.objects.get().state == BookingState.RELEASED


def test_s165_who_has_left_the_organisation_can_no_longer_withdraw(client, house, choir):
    former = member(choir, "kari@example.no", until=clock.local(NOW).date() - dt.timedelta(days=1))
    booking = book(house, "A", "10–12", by=former, organisation=choir)
    client.force_login(former)
    page = text(client.post(pages(booking)[2], follow=True))
    assert "Bare den som har bestilt, kan gi tilbake lånet." in page
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_withdrawing_asks_once_more_and_frees_the_time(client, house, owner, stranger):
    booking = book(house, "A", "10–12", by=owner)
    client.force_login(owner)
    assert "Vil du gi tilbake lånet?" in text(client.get(pages(booking)[2]))
    assert Booking.objects.get().state == BookingState.CONFIRMED
    assert "Lånet er gitt tilbake" in text(client.post(pages(booking)[2], follow=True))
    assert book(house, "A", "10–12", by=stranger).is_live


@pytest.mark.parametrize(("at", "accepted"), [("21:59", True), ("22:01", False)])
def test_s137_the_deadline_is_twelve_hours_before(client, house, owner, monkeypatch, at, accepted):
    house.set("A", cancel_hours=12)
    booking = book(house, "A", "10–12", by=owner)
    monkeypatch.setattr(clock, "now", lambda: moment(at, DAY - dt.timedelta(days=1)))
    client.force_login(owner)
    page = text(client.post(pages(booking)[2], follow=True))
    assert (Booking.objects.get().state == BookingState.RELEASED) is accepted
    assert ("Fristen for å gi tilbake lånet var 12 timer før." in page) is not accepted


def test_s137_a_request_that_waits_may_always_be_withdrawn(client, house, owner):
    house.set("A", cancel_hours=9999, needs_approval=True)
    booking = book(house, "A", "10–12", by=owner)
    client.force_login(owner)
    assert "Trekk bestillingen" in text(client.get(pages(booking)[0]))
    assert "Vil du trekke bestillingen?" in text(client.get(pages(booking)[2]))
    assert "Bestillingen er trukket" in text(client.post(pages(booking)[2], follow=True))
    assert Booking.objects.get().state == BookingState.WITHDRAWN


def test_the_calendar_file_has_the_time_the_receipt_has(client, house, owner):
    booking = book(house, "A", "10–12", by=owner, title="Øving, med «gjester»")
    client.force_login(owner)
    response = client.get(pages(booking)[1])
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert (event.start, event.end) == (span("10–12").starts_at, span("10–12").ends_at)
    assert event["SUMMARY"] == "Øving, med «gjester»"


def test_who_has_given_back_can_ask_for_the_same_again(client, house, owner, stranger):
    booking = book(house, "A", "10–12", by=owner, title="Øving & prat")
    client.force_login(owner)
    assert "Bestill samme tid på nytt" not in text(client.get(booking.get_absolute_url()))
    withdraw_booking(booking, by=owner, at=NOW)

    page = client.get(booking.get_absolute_url()).content.decode()
    link = re.search(r'href="([^"]*/bestill/\?[^"]*)"', page)[1].replace("&amp;", "&")
    form = client.get(link).content.decode()
    assert 'value="Øving &amp; prat"' in form
    assert 'value="10:00"' in form
    assert "Vi holder av tiden" in form
