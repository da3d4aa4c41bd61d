"""Whoever deletes the account takes their own words along; rooms that are lent stay lent."""

import pytest

from booking.enums import Visibility
from booking.models import Booking, Claim
from booking.operations.bookings import approve_booking
from programmes.models import Activity
from tests.factories.house import NOW, book
from website.accounts.models import Organisation
from website.accounts.operations import delete_person

pytestmark = pytest.mark.django_db
PHONE = "min telefon er 99887766"


def test_a_loan_stays_without_name_and_words(house, owner):
    book(house, "A", "10–12", by=owner, title="Bursdag for Slettmeg Hansen", note=PHONE)

    delete_person(person=owner)

    kept = Booking.objects.get()
    assert (kept.title, kept.note, kept.booked_by, kept.state) == ("Privat lån", "", None, "confirmed")
    assert Claim.objects.count() == 1


def test_what_waits_is_withdrawn(house, owner):
    house.set("A", needs_approval=True)
    book(house, "A", "10–12", by=owner)

    delete_person(person=owner)

    assert Booking.objects.get().state == "withdrawn"
    assert not Claim.objects.exists()


def test_an_organisations_loan_keeps_its_title(house, owner):
    choir = Organisation.objects.create(name="Koret", slug="koret")
    book(house, "A", "10–12", by=owner, title="Korøvelse", note=PHONE, organisation=choir)

    delete_person(person=owner)

    assert Booking.objects.values_list("title", "note").get() == ("Korøvelse", "")


def test_an_open_loan_of_theirs_goes_off_the_web(client, house, owner, stranger, django_capture_on_commit_callbacks):
    house.set("A", needs_approval=True)
    with django_capture_on_commit_callbacks(execute=True):
        open_loan = book(house, "A", "10–12", by=owner, title="Slettmegs fest", visibility=Visibility.PUBLIC)
        approve_booking(open_loan, by=stranger, at=NOW)
    assert client.get("/det-som-skjer/slettmegs-fest/").status_code == 200

    delete_person(person=owner)

    assert client.get("/det-som-skjer/slettmegs-fest/").status_code == 404
    assert Activity.objects.get().title == "Privat lån"
    assert b"Slettmeg" not in client.get("/kal/alt.ics").content
    assert "Slettmeg" not in client.get("/sok/?q=slettmegs").content.decode().replace("q=slettmegs", "")
