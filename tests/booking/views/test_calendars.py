"""The calendars from outside, in the hosts' desk."""

import pytest

from booking.enums import Trouble
from booking.models import ExternalCalendar
from booking.operations.following import follow, note_trouble, take_over
from tests.booking.views.test_desk import person_at, text
from tests.factories.house import NOW, book, make_house, span
from website.core import clock

CALENDARS, NEW = "/admin/utlan/kalendere/", "/admin/utlan/kalendere/ny/"
ADDRESS = "https://skole.no/a.ics"


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def desk(client, house):
    client.force_login(person_at(house.venue, "vert@example.no"))
    return client


@pytest.fixture
def school(house, owner):
    return follow(spaces=[house["A"]], address=ADDRESS, reason="Skolen bruker salen", by=owner, at=NOW)


def send(desk, house, *names, address=ADDRESS, reason="Skolen bruker salen"):
    form = {"rom": [house[name].pk for name in names], "adresse": address, "grunn": reason}
    return desk.post(NEW, form)


def test_host_follows_a_calendar_for_rooms_of_the_house(desk, house):
    answer = send(desk, house, "A", "K", address="webcal://skole.no/a.ics")

    assert answer["Location"] == CALENDARS
    calendar = ExternalCalendar.objects.get()
    assert (calendar.address, calendar.next_look_at) == (ADDRESS, NOW)
    page = text(desk.get(CALENDARS))
    for part in ["Skolen bruker salen", "A, K, Hus dhh", "skole.no", "Ikke ennå", "Om noen minutter"]:
        assert part in page
    assert ADDRESS not in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Lim inn adressen."),
        ("skole.no/a.ics", "Skriv en adresse på nettet"),
        ("http://skole.no/a.ics", "Skriv en adresse på nettet"),
        ("https://127.0.0.1/a.ics", "Skriv en adresse på nettet"),
        ("https://innbyggertorg.no/kal/alt.ics", "en av våre egne kalendere"),
        ("https://skole.no/" + "a" * 2000, "2000"),
    ],
)
def test_wrong_address_is_told_at_the_field_and_kept(desk, house, settings, address, sentence):
    settings.PUBLIC_BASE_URL = "https://innbyggertorg.no"
    answer = send(desk, house, "A", address=address)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'value="{address}"' in answer.content.decode() or not address
    assert not ExternalCalendar.objects.exists()


def test_other_faults_are_told_at_their_fields(desk, house, school):
    assert "Velg minst ett rom." in text(send(desk, house))
    assert "Skriv hva folk skal lese" in text(send(desk, house, "A", reason=" "))
    assert "Denne kalenderen følges allerede." in text(send(desk, house, "B"))
    stranger_s = make_house("naboen")
    assert "ikke et av de tilgjengelige valgene" in text(send(desk, stranger_s, "A"))


def test_how_it_goes_and_what_it_clashes_with_is_told(desk, house, school, owner):
    booking = book(house, "Hall", "13–15", by=owner)
    take_over(school, [span("12–16")], at=NOW)
    note_trouble(school, Trouble.NOT_A_CALENDAR, at=NOW)

    answer = desk.get(CALENDARS)

    page = text(answer)
    for part in ["Mandag 4. januar kl. 09:00", "ikke en kalender vi kan lese", "Møte, Hall tirsdag 5. januar"]:
        assert part in page
    assert f"/admin/utlan/{booking.uuid}/" in answer.content.decode()


def test_calendars_of_other_houses_are_not_there(desk, owner):
    other = make_house("naboen")
    follow(spaces=[other["A"]], address="https://hemmelig.no/a", reason="Hemmelig", by=owner, at=NOW)

    assert "emmelig" not in text(desk.get(CALENDARS))


def test_it_is_asked_once_more_and_then_left(desk, house, school):
    take_over(school, [span("12–14")], at=NOW)
    address = f"{CALENDARS}{school.uuid}/"

    assert "Alt kalenderen har tatt i A, Hus dhh" in text(desk.get(address))
    assert desk.post(address)["Location"] == CALENDARS
    assert "følges ikke lenger" in text(desk.get(CALENDARS))
    assert not ExternalCalendar.objects.exists()
    assert desk.post(address).status_code == 404


def test_its_times_are_not_among_what_hosts_have_closed(desk, house, school):
    take_over(school, [span("12–14")], at=NOW)

    assert "Ingen rom er stengt" in text(desk.get("/admin/utlan/stenginger/"))


def test_as_many_questions_for_many_calendars_as_for_few(desk, house, owner, django_assert_num_queries):
    counts = []
    for number in range(1, 7):
        one = follow(spaces=[house["A"]], address=f"https://a.no/{number}", reason="x", by=owner, at=NOW)
        book(house, "A", f"{number + 8}–{number + 9}", by=owner)
        take_over(one, [span(f"{number + 8}–{number + 9}")], at=NOW)
        with django_assert_num_queries(100, exact=False) as asked:
            desk.get(CALENDARS)
        counts.append(len(asked))

    assert len(set(counts[1:])) == 1
