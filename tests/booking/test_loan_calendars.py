"""One's own loans in one's own calendar, at an address only oneself knows."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import recurring_ical_events
from django.db import IntegrityError, connection, transaction
from django.test import Client
from icalendar import Calendar

from booking.models import LoanCalendar
from booking.operations.bookings import withdraw_booking
from booking.operations.loan_calendars import UNUSED_KEPT, forget_unused, renew
from tests.factories.house import DAY, NOW, book
from website.accounts.enums import MemberRole
from website.accounts.models import Membership, Organisation, User
from website.accounts.operations import delete_person
from website.core import clock

one_database = pytest.mark.django_db
PAGE = "/min-side/kalender/"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def member(person: User, organisation: Organisation) -> Membership:
    role = MemberRole.BOOKER
    return Membership.objects.create(user=person, organisation=organisation, role=role, valid_from=NOW.date())


@pytest.fixture
def choir(owner) -> Organisation:
    made = Organisation.objects.create(name="Lisleby kor", slug="lisleby-kor")
    member(owner, made)
    return made


def make(client: Client, person: User, slug: str = "") -> str:
    """The path of the new address, as the page shows it once."""
    client.force_login(person)
    page = client.post(PAGE, {"for": slug}).content.decode()
    client.logout()
    return re.search(r'<code class="secret">https?://[^/]+(/kal/p/[0-9a-f]{40}\.ics)</code>', page)[1]


def titles(answer) -> list[str]:
    assert answer.status_code == 200, answer.status_code
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).events]


@one_database
def test_all_of_one_s_own_with_what_was_called_off_and_what_waits(client, house, owner, stranger):
    house.set("B", needs_approval=True)
    book(house, "A", "10–12", by=owner, title="Bokring")
    book(house, "B", "10–12", by=owner, title="Venter")
    withdraw_booking(book(house, "C", "10–12", by=owner, title="Avlyst"), by=owner, at=NOW)
    book(house, "K", "10–12", by=stranger, title="Hemmelig")
    answer = client.get(make(client, owner))

    found = {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).events}
    assert set(found) == {"Bokring", "Venter", "AVLYST: Avlyst"}
    assert found["Venter"]["STATUS"] == "TENTATIVE"
    assert found["AVLYST: Avlyst"]["STATUS"] == "CANCELLED"
    assert b"example.no" not in answer.content.replace(b"@testserver", b"")
    assert answer["Cache-Control"] == "private, max-age=900"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


@one_database
def test_an_organisation_s_loans_are_for_those_who_book_for_it_while_they_do(client, house, owner, stranger, choir):
    seat = member(stranger, choir)
    book(house, "A", "10–12", by=owner, title="Øvelse", organisation=choir)
    book(house, "B", "10–12", by=owner, title="Bokring")
    path, everything = make(client, stranger, "lisleby-kor"), make(client, stranger)

    assert titles(client.get(path)) == titles(client.get(everything)) == ["Øvelse"]
    seat.delete()
    assert client.get(path).status_code == 410
    assert titles(client.get(everything)) == []


@one_database
def test_nobody_makes_one_for_an_organisation_that_is_not_theirs(client, stranger, choir):
    client.force_login(stranger)
    assert client.post(PAGE, {"for": "lisleby-kor"}).status_code == 404
    assert client.post(PAGE, {"for": "finnes-ikke"}).status_code == 404
    assert "Lisleby kor" not in client.get(PAGE).content.decode()
    assert not LoanCalendar.objects.exists()


@one_database
def test_a_new_address_ends_the_old_one_and_a_deleted_one_is_gone(client, house, owner):
    old, new = make(client, owner), make(client, owner)
    assert [client.get(path).status_code for path in (old, new)] == [410, 200]
    client.force_login(owner)
    client.post(PAGE, {"for": "", "slett": "1"})
    client.logout()

    gone = client.get(new)
    assert (gone.status_code, gone.content, gone["Content-Type"]) == (410, b"", "text/plain; charset=utf-8")
    assert client.get(f"/kal/p/{'0' * 40}.ics").status_code == 404


@one_database
def test_the_secret_is_shown_once_and_not_kept(client, owner):
    secret = make(client, owner).removeprefix("/kal/p/").removesuffix(".ics")
    client.force_login(owner)

    assert secret not in client.get(PAGE).content.decode()
    assert secret not in str(LoanCalendar.objects.values())


@one_database
def test_who_is_shut_out_or_deleted_has_no_calendar(client, house, owner, stranger):
    path, other = make(client, owner), make(client, stranger)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert client.get(path).status_code == 410
    delete_person(person=stranger)
    assert client.get(other).status_code == 404


@one_database
def test_unchanged_it_is_not_sent_again(client, house, owner):
    booking = book(house, "A", "10–12", by=owner)
    path = make(client, owner)
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.head(path).status_code == 200

    withdraw_booking(booking, by=owner, at=NOW)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


@one_database
def test_programs_that_ask_all_the_time_are_told_to_wait(client, owner):
    path = make(client, owner)
    answers = [client.get(path) for _ in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


@one_database
def test_two_programs_read_the_same_times_across_the_last_sunday_of_october(client, house, owner, monkeypatch):
    days = [dt.date(2027, 10, 30), dt.date(2027, 10, 31), dt.date(2027, 11, 1)]
    for day in days:
        book(house, "A", "18–20", by=owner, day=day)
    monkeypatch.setattr(clock, "now", lambda: clock.at_local(dt.date(2027, 10, 1), dt.time(9)))
    calendar = Calendar.from_ical(client.get(make(client, owner)).content)

    plain = sorted(event.start.astimezone(dt.UTC).hour for event in calendar.events)
    expanded = recurring_ical_events.of(calendar).between(days[0], days[-1] + dt.timedelta(days=1))
    assert plain == sorted(event.start.astimezone(dt.UTC).hour for event in expanded) == [16, 17, 17]


@one_database
def test_as_many_queries_for_thirty_loans_as_for_three(client, house, owner, django_assert_max_num_queries):
    path = make(client, owner)
    for hour in range(3):
        book(house, "A", f"{8 + hour}–{9 + hour}", by=owner)
    with django_assert_max_num_queries(8) as few:
        client.get(path)
    for number in range(30):
        book(house, "B", "8–9", by=owner, day=DAY + dt.timedelta(days=number))
    with django_assert_max_num_queries(len(few)):
        client.get(path)


@one_database
def test_the_table_keeps_one_good_address_for_each(owner, choir):
    for organisation in (None, choir):
        renew(person=owner, organisation=organisation, at=NOW)
        with pytest.raises(IntegrityError, match="loan_calendar_once"), transaction.atomic():
            LoanCalendar.objects.create(person=owner, organisation=organisation, digest="x", made_at=NOW)
    with pytest.raises(IntegrityError, match="loan_calendar_revoked_after_made"), transaction.atomic():
        LoanCalendar.objects.update(revoked_at=NOW - dt.timedelta(days=1))


@one_database
def test_what_no_program_asks_for_is_forgotten_after_a_year_and_a_half(client, owner):
    path = make(client, owner)
    client.get(path)
    renew(person=owner, organisation=None, at=NOW)

    assert forget_unused(at=NOW + UNUSED_KEPT) == 0
    assert forget_unused(at=NOW + UNUSED_KEPT + dt.timedelta(days=1)) == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_renewals_at_once_one_address_is_left(owner):
    def work(_number: int) -> None:
        renew(person=owner, organisation=None, at=NOW)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(12)))
    assert LoanCalendar.objects.filter(revoked_at=None).count() == 1
    assert LoanCalendar.objects.count() == 12
