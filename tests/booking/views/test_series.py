"""Fixed loans as a person meets them: every date shown before anything is sent, one receipt, one way out."""

import datetime as dt
import re
import uuid

import pytest

from booking.enums import BookingState
from booking.models import Booking, BookingSeries
from booking.operations.bookings import approve_booking
from tests.factories.house import NOW, book
from venues.operations import appoint_host
from website.accounts.enums import MemberRole
from website.accounts.models import Membership, Organisation
from website.core import clock

pytestmark = pytest.mark.django_db
FORM = "/lan-lokaler/dhh/bestill/"
TUESDAY = dt.date(2027, 1, 5)
A_WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def logged_in(client, owner):
    client.force_login(owner)
    return client


def typed(**other):
    slot = {"rom": "a", "dato": "2027-01-05", "fra": "18:00", "til": "20:00", "tittel": "Korøvelse"}
    return slot | {"gjenta": "1", "siste": "2027-01-19", "nokkel": str(uuid.uuid4())} | other


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


DAYS = {"dag-2027-01-05": "ja", "dag-2027-01-12": "ja", "dag-2027-01-19": "ja"}


def send(client, days=DAYS, **other):
    return client.post(FORM, typed(**other) | days | {"bekreft": "1"})


def test_first_every_date_is_shown_and_nothing_stored(logged_in, house, stranger):
    book(house, "A", "19–21", by=stranger, day=TUESDAY + A_WEEK)

    shown = logged_in.post(FORM, typed())

    assert shown.status_code == 200
    assert "2 av 3 datoer er ledige." in text(shown)
    assert "A er opptatt 19:00–21:00." in text(shown)
    assert not BookingSeries.objects.exists()


def test_then_those_chosen_are_booked_and_the_receipt_shows_all(logged_in, house):
    answer = send(logged_in, DAYS | {"dag-2027-01-12": ""})

    receipt = logged_in.get(answer.url)
    assert Booking.objects.count() == 2
    assert "De faste lånene er bestilt." in text(receipt)
    assert "hver uke tirsdag kl. 18:00 fra 5. januar 2027 til 19. januar 2027" in text(receipt)
    assert "Ledig nå. Ta den med" in text(receipt)


def test_another_room_on_the_day_the_first_is_taken(logged_in, house, stranger):
    book(house, "A", "19–21", by=stranger, day=TUESDAY + A_WEEK)

    send(logged_in, DAYS | {"dag-2027-01-12": "b"})

    rooms = Booking.objects.filter(series__isnull=False).order_by("starts_at").values_list("spaces__name", flat=True)
    assert list(rooms) == ["A", "B", "A"]


def test_what_was_chosen_for_a_date_is_kept_when_the_form_is_mended(logged_in, house, stranger):
    book(house, "A", "19–21", by=stranger, day=TUESDAY + A_WEEK)
    chosen = typed() | DAYS | {"dag-2027-01-12": "b", "dag-2027-01-19": ""}

    form = logged_in.post(FORM, chosen | {"tilbake": "1"})
    assert form.status_code == 200
    assert 'name="tittel" value="Korøvelse"' in form.content.decode()
    assert '<input type="hidden" name="dag-2027-01-12" value="b">' in form.content.decode()

    dates = logged_in.post(FORM, chosen).context["dates"]
    assert [field.value() for _date, field in dates.rows()] == ["ja", "b", ""]


def test_with_nothing_to_be_had_there_is_nothing_to_send(logged_in, house, stranger):
    for week in range(3):
        book(house, "House", "18–20", by=stranger, day=TUESDAY + week * A_WEEK)

    assert "Send bestillingen" not in text(logged_in.post(FORM, typed()))


def test_a_date_taken_meanwhile_is_told_and_nothing_stored(logged_in, house, stranger):
    book(house, "A", "19–21", by=stranger, day=TUESDAY + A_WEEK)

    answer = send(logged_in)

    assert answer.status_code == 422
    assert "Ikke ledig lenger. Velg på nytt." in text(answer)
    assert not BookingSeries.objects.exists()
    assert 'name="tittel" value="Korøvelse"' in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"siste": ""}, "Velg siste dag."),
        ({"siste": "2027-01-05"}, "Siste dag må være etter den første."),
        ({"siste": "2028-12-05"}, "Du kan bestille for ett år om gangen."),
        ({"siste": "2040-01-01"}, "Velg en dag som er mindre enn to år unna."),
        ({"siste": "våren"}, "Skriv datoen slik"),
        ({"gjenta": "hver dag"}, "Velg et gyldig valg"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field_and_kept(logged_in, house, fields, sentence):
    answer = logged_in.post(FORM, typed(**fields))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'value="Korøvelse"' in answer.content.decode()
    assert not Booking.objects.exists()


def test_no_date_chosen_is_no_loan(logged_in, house):
    answer = send(logged_in, dict.fromkeys(DAYS, ""))

    assert answer.status_code == 422
    assert "Velg minst én dato." in text(answer)


def test_who_is_not_logged_in_comes_back_with_all_that_was_typed(client, house):
    answer = client.get(FORM, typed() | {"videre": "1"})

    assert "gjenta%3D1" in answer.url
    assert "siste%3D2027-01-19" in answer.url


@pytest.fixture
def series(logged_in, house, owner):
    send(logged_in, DAYS | {"dag-2027-01-19": ""})
    logged_in.logout()
    return BookingSeries.objects.get()


def test_the_receipt_is_there_for_those_it_concerns_alone(client, series, owner, stranger, house):
    address = series.get_absolute_url()
    for url in (address, f"{address}avlys/"):
        assert client.get(url).url.startswith("/konto/")
        client.force_login(stranger)
        assert client.get(url).status_code == 404
        client.force_login(owner)
        assert client.get(url).status_code == 200
        client.logout()


def test_a_stranger_adds_and_takes_away_nothing(client, series, stranger):
    client.force_login(stranger)
    skipped = series.skipped_dates.get()

    assert client.post(f"{series.get_absolute_url()}{skipped.pk}/").status_code == 404
    assert client.post(f"{series.get_absolute_url()}avlys/").status_code == 404
    assert series.bookings.filter(state=BookingState.CONFIRMED).count() == 2


def test_a_host_sees_but_does_not_give_away(client, series, stranger, house):
    appoint_host(house.venue, stranger, first=NOW.date(), today=NOW.date())
    client.force_login(stranger)

    assert client.get(series.get_absolute_url()).status_code == 200
    client.post(f"{series.get_absolute_url()}avlys/")
    assert series.bookings.filter(state=BookingState.CONFIRMED).count() == 2


def test_the_date_left_out_is_added_by_one_tap(client, series, owner):
    client.force_login(owner)

    client.post(f"{series.get_absolute_url()}{series.skipped_dates.get().pk}/")

    assert series.bookings.count() == 3


def test_all_coming_dates_are_given_back_after_one_more_question(client, series, owner):
    client.force_login(owner)

    question = text(client.get(f"{series.get_absolute_url()}avlys/"))
    assert "2 datoer gis tilbake: fra tirsdag 5. januar til tirsdag 12. januar." in question
    assert "passert" not in question
    page = client.post(f"{series.get_absolute_url()}avlys/", follow=True)

    assert "2 datoer er gitt tilbake." in text(page)
    assert not series.bookings.filter(state=BookingState.CONFIRMED).exists()


def test_dates_that_are_too_near_or_have_been_are_named_before_one_says_yes(logged_in, house, owner, monkeypatch):
    house.set("A", cancel_hours=24)
    send(logged_in, siste="2027-01-26", days=DAYS | {"dag-2027-01-26": "ja"})
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=8))  # 12 January is today
    address = f"{BookingSeries.objects.get().get_absolute_url()}avlys/"

    question = text(logged_in.get(address))
    assert "2 datoer gis tilbake: fra tirsdag 19. januar til tirsdag 26. januar." in question
    assert "1 dato er for nær til å gis tilbake, og står som før: tirsdag 12. januar." in question
    assert "1 dato er passert og endres ikke." in question
    assert "Gi tilbake 2 datoer" in question
    assert "Tirsdag 12. januar kan ikke gis tilbake lenger, og står." in text(logged_in.post(address, follow=True))


def test_fixed_loans_that_wait_are_withdrawn(logged_in, house):
    house.set("A", needs_approval=True, cancel_hours=9999)
    address = f"{send(logged_in).url}avlys/"

    assert "3 datoer trekkes: fra tirsdag 5. januar til tirsdag 19. januar." in text(logged_in.get(address))
    assert "3 datoer er trukket." in text(logged_in.post(address, follow=True))
    assert set(Booking.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_of_dates_that_wait_and_dates_that_are_agreed_both_numbers_are_told(logged_in, house, stranger):
    house.set("A", needs_approval=True)
    address = f"{send(logged_in).url}avlys/"
    approve_booking(Booking.objects.earliest("starts_at"), by=stranger, at=NOW)

    assert "2 datoer er trukket. 1 dato er gitt tilbake." in text(logged_in.post(address, follow=True))


def test_my_page_shows_them_as_one(client, series, owner):
    client.force_login(owner)

    shown = text(client.get("/min-side/"))

    assert "Neste dato: tirsdag 5. januar kl. 18:00–20:00" in shown
    assert "Faste lån, 2 datoer framover. Se alle datoer" in shown
    assert len(client.get("/min-side/").context["coming"]) == 1


def test_the_host_answers_all_at_once(client, logged_in, house, owner, stranger):
    house.set("A", needs_approval=True)
    send(logged_in)
    appoint_host(house.venue, stranger, first=NOW.date(), today=NOW.date())
    client.force_login(stranger)
    first = Booking.objects.order_by("starts_at")[0]

    desk = client.get("/admin/utlan/")
    assert len(desk.context["waiting"]) == 1
    assert "Faste lån, 3 datoer" in text(desk)
    client.post("/admin/utlan/", {"valgt": f"{first.uuid}:{desk.context['waiting'][0].seen}"})

    assert set(Booking.objects.values_list("state", flat=True)) == {"confirmed"}


def test_the_host_says_no_to_all_with_one_reason(client, logged_in, house, owner, stranger):
    house.set("A", needs_approval=True)
    send(logged_in)
    appoint_host(house.venue, stranger, first=NOW.date(), today=NOW.date())
    client.force_login(stranger)
    first = Booking.objects.order_by("starts_at")[0]

    page = client.get(f"/admin/utlan/{first.uuid}/")
    assert "svaret gjelder alle 3 datoene" in text(page)
    answer = {"svar": "nei", "egen": "Huset pusses opp.", "versjon": page.context["asked"].seen}
    client.post(f"/admin/utlan/{first.uuid}/", answer)

    assert set(Booking.objects.values_list("state", "reason")) == {("refused", "Huset pusses opp.")}


def test_a_colleague_sees_the_organisations_fixed_loans(client, logged_in, house, owner, stranger):
    choir = Organisation.objects.create(name="Koret", slug="koret")
    for person in (owner, stranger):
        Membership.objects.create(user=person, organisation=choir, role=MemberRole.BOOKER, valid_from=NOW.date())
    send(logged_in, organisasjon="koret")
    client.force_login(stranger)

    assert client.get(BookingSeries.objects.get().get_absolute_url()).status_code == 200


def test_looking_costs_as_much_for_few_dates_as_for_many(logged_in, house, django_assert_max_num_queries):
    costs = []
    for last in ("2027-01-12", "2027-12-21"):
        with django_assert_max_num_queries(30) as queries:
            logged_in.post(FORM, typed(siste=last))
        costs.append(len(queries))

    assert costs[0] == costs[1]
