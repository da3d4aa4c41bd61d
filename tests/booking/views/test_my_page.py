"""Min side: what is new, what is coming, what is over; for a leader with many loans too."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from booking.enums import BookingState
from booking.models import Booking
from booking.operations.bookings import cancel_booking, refuse_booking, withdraw_booking
from booking.operations.series_changes import answer_series
from tests.factories.fixed_loans import ask, ask_each_week, weekly
from tests.factories.house import DAY, NOW, book
from website.accounts.enums import MemberRole
from website.accounts.models import Membership, Organisation, User
from website.core import clock

MINE, PAST = "/min-side/", "/min-side/tidligere/"
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def choir(db) -> Organisation:
    return Organisation.objects.create(name="Lisleby kor", slug="lisleby-kor")


@pytest.fixture
def leader(client, choir) -> User:
    """Books for the choir, and is logged in."""
    person = User.objects.create_user("leder@example.no", first_name="Liv")
    Membership.objects.create(user=person, organisation=choir, role=MemberRole.BOOKER, valid_from=dt.date(2026, 1, 1))
    client.force_login(person)
    return person


def text(response) -> str:
    return " ".join(response.content.decode().split())


def titles(response, part: str) -> list[str]:
    return [loan.booking.title for loan in response.context[part]]


def listed(response) -> list[str]:
    return [booking.title for booking in response.context["page"].object_list]


def test_it_has_mine_and_my_organisations_and_nobody_elses(client, house, choir, leader, stranger):
    member = User.objects.create_user("kari@example.no", first_name="Kari")
    book(house, "A", "14–16", by=leader, title="Mitt eget")
    book(house, "B", "10–12", by=member, title="Korøvelse", organisation=choir)
    book(house, "C", "10–12", by=member, title="Karis eget")
    book(house, "K", "10–12", by=stranger, title="Fremmed")
    response = client.get(MINE)
    assert titles(response, "coming") == ["Korøvelse", "Mitt eget"]
    assert titles(response, "news") == []
    assert "no-store" in response["Cache-Control"]


def test_it_is_narrowed_to_one_organisation_or_to_oneself(client, house, choir, leader):
    book(house, "A", "14–16", by=leader, title="Mitt eget")
    book(house, "B", "10–12", by=leader, title="Korøvelse", organisation=choir)
    for page, part in ((MINE, "coming"), (PAST, "page")):
        assert "Lisleby kor" in text(client.get(page))
        assert part in client.get(page).context
    assert titles(client.get(f"{MINE}?for=lisleby-kor"), "coming") == ["Korøvelse"]
    assert titles(client.get(f"{MINE}?for=meg"), "coming") == ["Mitt eget"]
    assert titles(client.get(f"{MINE}?for=en-annens-lag"), "coming") == ["Korøvelse", "Mitt eget"]


def test_who_books_for_themselves_alone_is_asked_nothing(client, house, owner):
    client.force_login(owner)
    assert "Vis lån for" not in text(client.get(MINE))


def test_what_waits_and_what_the_house_said_no_to_comes_first(client, house, leader, stranger):
    for name, title in {"A": "Venter", "B": "Avslått", "C": "Trukket"}.items():
        house.set(name, needs_approval=True)
        book(house, name, "10–12", by=leader, title=title)
    refuse_booking(Booking.objects.get(title="Avslått"), reason="Fullt", by=stranger, at=NOW)
    withdraw_booking(Booking.objects.get(title="Trukket"), by=leader, at=NOW)
    cancel_booking(book(house, "K", "10–12", by=leader, title="Avlyst"), reason="Vannlekkasje", by=stranger, at=NOW)
    book(house, "K", "14–16", by=leader, title="Avtalt")
    page = client.get(MINE)
    assert sorted(titles(page, "news")) == ["Avlyst", "Avslått", "Venter"]
    assert titles(page, "coming") == ["Avtalt"]
    assert sorted(listed(client.get(PAST))) == ["Avlyst", "Avslått", "Trukket"]


@pytest.mark.parametrize(("later", "is_new"), [(14 * A_DAY, True), (15 * A_DAY, False)])
def test_a_refusal_is_news_for_two_weeks(client, house, leader, stranger, monkeypatch, later, is_new):
    house.set("A", needs_approval=True)
    refuse_booking(book(house, "A", "10–12", by=leader, title="Avslått"), reason="Fullt", by=stranger, at=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + later)
    assert titles(client.get(MINE), "news") == ["Avslått"] * is_new


def test_what_has_been_is_on_its_own_page(client, house, leader, monkeypatch):
    book(house, "A", "10–12", by=leader, title="Gammelt")
    monkeypatch.setattr(clock, "now", lambda: NOW + 2 * A_DAY)
    assert titles(client.get(MINE), "coming") == []
    assert listed(client.get(PAST)) == ["Gammelt"]


def test_fixed_loans_are_one_card_in_each_state_with_the_next_date(client, house, leader, stranger):
    house.set("C", needs_approval=True)
    series = ask_each_week(house, by=leader, title="Korøvelse")
    number = series.bookings.count()
    [waiting] = client.get(MINE).context["news"]
    assert (waiting.booking.starts_at, waiting.dates) == (series.bookings.earliest("starts_at").starts_at, number)
    answer_series(series, BookingState.CONFIRMED, by=stranger, at=NOW)
    cancel_booking(series.bookings.earliest("starts_at"), reason="Dugnad", by=stranger, at=NOW)
    page = client.get(MINE)
    assert [loan.dates for loan in page.context["news"]] == [1]
    assert [loan.dates for loan in page.context["coming"]] == [number - 1]
    assert "Gjelder 1 dato i faste lån." in text(page)
    assert f"Faste lån, {number - 1} dato framover." in text(page)


def test_fixed_loans_that_were_refused_have_no_next_date(client, house, leader, stranger):
    house.set("C", needs_approval=True)
    series = ask_each_week(house, by=leader)
    assert "Neste dato: " in text(client.get(MINE))
    answer_series(series, BookingState.REFUSED, reason="Dugnad", by=stranger, at=NOW)
    page = text(client.get(MINE))
    assert "Første dato: " in page
    assert "Neste dato: " not in page


def test_many_loans_come_by_the_page(client, house, leader):
    for day in range(1, 23):
        book(house, "A", "10–12", by=leader, day=NOW.date() + day * A_DAY, title=f"Møte {day}")
    first, second = client.get(MINE), client.get(f"{MINE}?side=2")
    assert (len(first.context["coming"]), titles(second, "coming")) == (20, ["Møte 21", "Møte 22"])
    assert 'href="?side=2">Neste side' in text(first)
    assert client.get(f"{MINE}?side=tull").status_code == 200


def test_the_pages_cost_twelve_queries_and_six_whatever_they_hold(client, house, choir, leader, stranger):
    def fill(number: int) -> None:
        day = DAY + number * A_DAY
        house.set("A", needs_approval=False)
        book(house, "A", "8–9", by=leader, day=day)
        book(house, "A", "9–10", by=leader, day=day, organisation=choir)
        withdraw_booking(book(house, "A", "10–11", by=leader, day=day), by=leader, at=NOW)
        house.set("A", needs_approval=True)
        book(house, "A", "11–12", by=leader, day=day)
        house.set("K", needs_approval=True)
        for room in "CK":
            ask(house, room, by=leader, repetition=weekly(2, hours=(8 + number, 9 + number)))

    for rows in (range(1), range(1, 12)):
        for number in rows:
            fill(number)
        for page, cost in ((MINE, 12), (PAST, 6)):
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            assert len(queries) == cost
