"""Mails about loans: to whom, and in which language."""

import pytest

from booking.operations.bookings import withdraw_booking
from booking.operations.moves import move_booking
from tests.factories.fixed_loans import ask_each_week
from tests.factories.house import DAY, NOW, book, span
from venues.operations import appoint_host
from website.accounts.models import User
from website.core.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(house) -> User:
    person = User.objects.create_user("vert@example.no", language="nn")
    appoint_host(house.venue, person, first=NOW.date(), today=NOW.date())
    return person


def mails_to(person: User) -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.filter(to=person.email).order_by("pk").values_list("subject", "body"))


def test_each_is_written_to_in_the_language_they_have_chosen(client, house, owner, host):
    owner.language = "en"
    owner.save()
    house.set("A", needs_approval=True)
    booking = book(house, "A", "10–12", by=owner)
    move_booking(booking, span("14–16"), by=host, at=NOW)

    (asked, _), (moved, words) = mails_to(owner)
    assert (asked, moved) == (
        "Waiting for an answer: A Tuesday 5 January at 10:00–12:00",
        "Changed, waiting for an answer: A Tuesday 5 January at 14:00–16:00",
    )
    assert "Before: A Tuesday 5 January at 10:00–12:00" in words
    client.force_login(owner)
    assert "A tirsdag 5. januar kl. 10:00–12:00" in client.get(booking.get_absolute_url()).content.decode()
    assert mails_to(host)[0][0] == "Ny bestilling: A tysdag 5. januar kl. 10:00–12:00"


def test_a_message_reaches_the_hosts_also_when_nobody_has_to_say_yes(house, owner, host):
    booking = book(house, "A", "10–12", by=owner, note="Hvor er nøkkelen?")
    withdraw_booking(booking, by=owner, at=NOW)

    ((subject, body),) = mails_to(host)
    assert subject == "Lån med melding til dykk: A tysdag 5. januar kl. 10:00–12:00"
    assert f"/admin/utlan/{booking.uuid}/" in body


def test_a_message_with_fixed_loans_reaches_them_once(house, owner, host):
    series = ask_each_week(house, by=owner, note="Hvor er nøkkelen?")

    ((subject, body),) = mails_to(host)
    assert subject.startswith("Lån med melding til dykk: C ")
    assert body.count("kl. 18:00–20:00") == series.bookings.count()


def test_without_a_message_they_hear_nothing_of_what_is_agreed_at_once(house, owner, host):
    book(house, "A", "10–12", by=owner, day=DAY)

    assert mails_to(host) == []
