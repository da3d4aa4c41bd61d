"""What a host meets first in the admin."""

import datetime as dt

import pytest

from booking.models import Booking
from tests.factories.fixed_loans import ask
from tests.factories.house import DAY, NOW, book, make_house
from venues.models import OpeningException
from venues.operations import appoint_host
from website.accounts.models import User

TODAY = NOW.date()
WORD = "Utl\\u00e5n ("  # as the menu's script reads it


@pytest.fixture
def desk(house, client):
    for name in "ABCK":
        house.set(name, needs_approval=True)
    host = User.objects.create_user("vert@example.no", first_name="Vera", last_name="Vert")
    appoint_host(house.venue, host, first=TODAY, today=TODAY)
    client.force_login(host)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_front_page_says_what_is_to_be_done_today(desk, house, owner):
    for name, days in {"A": 3, "B": 1}.items():
        booking = book(house, name, "10–12", by=owner)
        Booking.objects.filter(pk=booking.pk).update(created_at=NOW - dt.timedelta(days=days))
    book(house, "Hall", "18–20", by=owner, day=TODAY, title="Øving i dag")
    book(house, "Hall", "18–20", by=owner, title="Øving i morgen")
    elsewhere = make_house("rebellhuset")
    book(elsewhere, "Hall", "18–20", by=owner, day=TODAY, title="Hemmelig")

    page = text(desk.get("/admin/"))

    assert "Svar på 2 bestillinger" in page
    assert "Den eldste har ventet siden fredag 1. januar." in page
    assert "Øving i dag" in page
    assert "Øving i morgen" not in page
    assert "Hemmelig" not in page
    assert "Utenfor åpningstiden" not in page


def test_a_loan_when_the_house_is_closed_is_shown(desk, house, owner):
    book(house, "Hall", "18–20", by=owner, title="Øving i morgen")
    OpeningException.objects.create(venue=house.venue, date=DAY)
    page = text(desk.get("/admin/"))
    assert "Utenfor åpningstiden, de neste 14 dagene" in page
    assert "Øving i morgen" in page


def test_fourteen_days_are_today_and_thirteen_more(desk, house, owner):
    for days, title in {13: "Siste dag", 14: "Dagen etter"}.items():
        day = TODAY + dt.timedelta(days=days)
        book(house, "Hall", "18–20", by=owner, title=title, day=day)
        OpeningException.objects.create(venue=house.venue, date=day)
    page = text(desk.get("/admin/"))
    assert "Siste dag" in page
    assert "Dagen etter" not in page


def test_with_nothing_to_do_it_says_so(desk):
    assert "Ingen bestillinger venter på svar." in text(desk.get("/admin/"))


def test_the_menu_counts_what_waits_fixed_loans_once(desk, house, owner):
    assert WORD not in text(desk.get("/admin/"))
    book(house, "A", "10–12", by=owner)
    ask(house, "C", by=owner)
    assert f"{WORD}2)" in text(desk.get("/admin/"))


def test_the_front_page_costs_the_same_for_many_loans(desk, house, owner, django_assert_max_num_queries):
    book(house, "A", "10–12", by=owner)
    book(house, "Hall", "18–20", by=owner, day=TODAY)
    desk.get("/admin/")
    with django_assert_max_num_queries(45) as few:
        desk.get("/admin/")
    for hour in range(12, 18):
        book(house, "A", f"{hour}–{hour + 1}", by=owner)
        book(house, "Hall", f"{hour}–{hour + 1}", by=owner, day=TODAY)
    with django_assert_max_num_queries(len(few)):
        desk.get("/admin/")
