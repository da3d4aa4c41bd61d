"""The pages to change a loan, for those who have it and for hosts."""

import pytest

from booking.enums import BookingState, Visibility
from booking.models import Booking
from booking.operations.bookings import Details, approve_booking, cancel_booking, request_booking
from booking.operations.moves import change_booking
from tests.booking.test_changes import wanted
from tests.factories.house import NOW, add_chairs, book, moment, span
from venues.operations import appoint_host
from website.accounts.models import User
from website.core import clock


@pytest.fixture
def host(house) -> User:
    person = User.objects.create_user("vert@example.no", first_name="Vera", last_name="Vert")
    appoint_host(house.venue, person, first=NOW.date(), today=NOW.date())
    return person


@pytest.fixture
def asker(client, owner):
    client.force_login(owner)
    return client


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def address(booking) -> str:
    return f"/lan-lokaler/bestilling/{booking.uuid}/endre/"


def form(booking, **changes) -> dict:
    """As the page fills it in."""
    starts, ends = clock.local(booking.starts_at), clock.local(booking.ends_at)
    filled = {
        "rom": [space.slug for space in booking.spaces.all()],
        "dato": f"{starts:%Y-%m-%d}",
        "fra": f"{starts:%H:%M}",
        "til": f"{ends:%H:%M}",
        "tittel": booking.title,
        "antall": booking.people or "",
        "synlighet": booking.visibility,
        "beskjed": booking.note,
        "versjon": booking.version,
    }
    return filled | changes


def test_so_many_are_still_lent_when_only_the_words_change_and_fewer_when_that_is_asked_for(asker, house, owner):
    add_chairs(house, 20, by=owner)
    booking = book(house, "Chairs", "10–12", by=owner, title="Øving", quantity=6)
    asker.post(address(booking), form(booking, stykk=6, tittel="Korøving", bekreft="1"))
    booking.refresh_from_db()
    assert (booking.title, booking.quantity, booking.claims.count()) == ("Korøving", 6, 6)

    asker.post(address(booking), form(booking, stykk=4, bekreft="1"))
    booking.refresh_from_db()
    assert (booking.quantity, booking.claims.count()) == (4, 4)


def test_it_is_looked_over_first_and_saved_then(asker, house, owner):
    booking = book(house, "A", "10–12", by=owner, title="Øving", people=12)
    assert "Endre lånet" in text(asker.get(booking.get_absolute_url()))
    page = text(asker.get(address(booking)))
    assert 'value="Øving"' in page
    assert 'value="10:00"' in page

    new = form(booking, rom=["a", "k"], fra="14:00", til="16:00", tittel="Korøving")
    seen = text(asker.post(address(booking), new))
    assert "Nå: Tirsdag 5. januar kl. 10:00–12:00<br><strong>Blir: Tirsdag 5. januar kl. 14:00–16:00" in seen
    assert "Nå: A<br><strong>Blir: A, K" in seen
    assert "Verten må godkjenne på nytt" not in seen
    assert Booking.objects.get().version == 1

    assert "Endringen er lagret" in text(asker.post(address(booking), new | {"bekreft": "1"}, follow=True))
    after = Booking.objects.get()
    assert (after.pk, after.period, after.title) == (booking.pk, span("14–16"), "Korøving")
    assert {space.name for space in after.spaces.all()} == {"A", "K"}


def test_that_a_host_must_say_yes_again_is_said_before_saving(asker, house, owner, host):
    house.set("A", needs_approval=True)
    booking = approve_booking(book(house, "A", "10–12", by=owner), by=host, at=NOW)
    new = form(booking, fra="14:00", til="16:00")
    page = text(asker.post(address(booking), new))
    assert "Verten må godkjenne på nytt." in page
    assert "den gamle gis opp" in page
    assert "Verten svarer på e-post." in text(asker.post(address(booking), new | {"bekreft": "1"}, follow=True))
    assert Booking.objects.get().state == BookingState.REQUESTED


def test_what_is_wrong_stands_at_its_field_and_all_typed_is_kept(asker, house, owner, stranger):
    house.set("A", max_minutes=120, capacity=10)
    booking = book(house, "A", "10–12", by=owner)
    book(house, "A", "14–15", by=stranger)
    for changes, field, sentence in (
        ({"til": "13:00"}, "til", "i høyst 2 timer"),
        ({"fra": "14:00", "til": "15:00"}, "fra", "A er opptatt 14:00–15:00."),
        ({"antall": "40"}, "antall", "A har plass til 10 personer."),
        ({"rom": []}, "rom", "Velg minst ett rom."),
        ({}, "__all__", "Du har ikke endret noe ennå."),
    ):
        beskjed = {"beskjed": "Vi tar med kaffe"} if changes else {}
        response = asker.post(address(booking), form(booking, **changes, **beskjed))
        assert response.status_code in {409, 422}
        assert sentence in str(response.context["form"].errors[field])
        assert not changes or "Vi tar med kaffe" in text(response)
    assert Booking.objects.get(pk=booking.pk).version == 1


def test_a_form_opened_before_somebody_else_changed_it_says_what_it_is_now(asker, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    old = form(booking, tittel="Noe annet")
    other = wanted(house, booking, hours="8–9")
    change_booking(booking, other, by=owner, at=NOW)
    for press in ({}, {"bekreft": "1"}):
        response = asker.post(address(booking), old | press)
        page = text(response)
        assert response.status_code == 422
        assert "Bestillingen er endret etter at du så den." in page
        assert "kl. 08:00–09:00" in page
        assert 'value="Noe annet"' in page
        assert '<input type="hidden" name="versjon" value="2">' in page
    assert Booking.objects.get().title == "Møte"


def test_one_can_go_back_from_looking_over_with_all_that_was_typed(asker, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    page = text(asker.post(address(booking), form(booking, tittel="Kor", fra="09:00") | {"tilbake": "1"}))
    assert 'value="Kor"' in page
    assert 'value="09:00"' in page


def test_what_no_form_can_say_stays_when_only_words_change(asker, house, owner):
    booking = request_booking(
        spaces=[house["A"]], period=span("10–58"), details=Details("Leir"), by=owner, at=NOW, is_history=True
    )
    asker.post(address(booking), form(booking, tittel="Sommerleir", bekreft="1"))
    after = Booking.objects.get()
    assert (after.title, after.period) == ("Sommerleir", span("10–58"))


@pytest.mark.parametrize("which", ["begun", "cancelled"])
def test_what_has_begun_or_ended_is_not_changed(asker, house, owner, host, monkeypatch, which):
    booking = book(house, "A", "10–12", by=owner)
    if which == "begun":
        monkeypatch.setattr(clock, "now", lambda: moment("10"))
    else:
        cancel_booking(booking, reason="Vask", by=host, at=NOW)
    assert "Endre lånet" not in text(asker.get(booking.get_absolute_url()))
    page = text(asker.get(address(booking), follow=True))
    assert ("Lånet har begynt" in page) if which == "begun" else ("Bestillingen er allerede avlyst" in page)


def test_the_words_for_everyone_are_told_to_wait_for_somebody(asker, house, owner, host):
    house.set("A", needs_approval=True)
    booking = book(house, "A", "10–12", by=owner, visibility=Visibility.PUBLIC)
    approve_booking(booking, by=host, at=NOW)
    assert "vises ikke for alle før noen" in text(asker.post(address(booking), form(booking, tittel="Fest")))
    assert "vises ikke for alle før noen" not in text(asker.post(address(booking), form(booking, fra="11:00")))


def test_a_host_changes_it_with_a_reason_and_is_told_of_the_rules(desk, house, owner):
    house.set("A", max_minutes=60)
    booking = book(house, "A", "10–11", by=owner)
    url = f"/admin/utlan/{booking.uuid}/endre/"
    assert url in text(desk.get(f"/admin/utlan/{booking.uuid}/"))
    new = form(booking, til="13:00")
    assert "Skriv hvorfor." in text(desk.post(url, new))
    new["grunn"] = "Kurset før dere trenger salen"
    page = text(desk.post(url, new))
    assert "Dette bryter reglene, men du kan gjøre det likevel" in page
    assert "i høyst 1 time" in page
    desk.post(url, new | {"bekreft": "1"})
    after = Booking.objects.get()
    assert (after.period, after.reason) == (span("10–13"), "Kurset før dere trenger salen")
    assert "Flyttet" in text(desk.get(f"/admin/utlan/{booking.uuid}/"))


def test_a_host_changes_not_their_own(desk, house, host):
    booking = book(house, "A", "10–11", by=host)
    assert desk.post(f"/admin/utlan/{booking.uuid}/endre/", form(booking)).status_code == 302
    assert Booking.objects.get().version == 1


def test_we_leave_now(asker, house, owner, monkeypatch):
    booking = book(house, "A", "10–12", by=owner)
    url = f"/lan-lokaler/bestilling/{booking.uuid}/slutt/"
    assert "Vi går nå" not in text(asker.get(booking.get_absolute_url()))
    assert "Lånet er ikke i gang" in text(asker.post(url, follow=True))
    monkeypatch.setattr(clock, "now", lambda: moment("10:30"))
    assert "Vi går nå" in text(asker.get(booking.get_absolute_url()))
    assert "Går dere nå?" in text(asker.get(url))
    assert Booking.objects.get().ends_at == moment("12")
    assert "ledig for andre fra kl. 10:31" in text(asker.post(url, follow=True))
    assert Booking.objects.get().ends_at == moment("10:31")


def test_the_form_costs_the_same_for_many_rooms(asker, house, owner, django_assert_max_num_queries):
    booking = book(house, "A", "10–12", by=owner)
    with django_assert_max_num_queries(15):
        asker.get(address(booking))
    with django_assert_max_num_queries(50) as few:
        asker.post(address(booking), form(booking, fra="11:00", til="13:00", rom=["a", "k"]))
    with django_assert_max_num_queries(len(few)):
        asker.post(address(booking), form(booking, fra="11:00", til="13:00", rom=["a", "b", "c", "k"]))
