"""A person's own loans through the API: with a key, by the same rules and for the same reasons as on the pages."""

import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test import Client

from booking.models import Booking, Claim
from booking.operations.closures import close_spaces
from tests.booking.test_races import all_at_once
from tests.factories.house import DAY, NOW, book, make_house, span
from website.accounts.access_keys import make_key
from website.accounts.enums import MemberRole, Scope
from website.accounts.models import Membership, Organisation
from website.core import clock
from website.core.models import OutgoingMail

BOOKINGS = "/api/v1/bookings/"
A_MONTH = dt.timedelta(days=30)


class Program:
    """A program with a key of the person's."""

    def __init__(self, person, *scopes):
        key = {"person": person, "name": str(uuid.uuid4())[:8], "life": A_MONTH, "at": NOW}
        self.secret = make_key(scopes=scopes or list(Scope), **key)[1]

    def __call__(self, method, address, sent=None, **headers):
        headers = {"Authorization": f"Bearer {self.secret}"} | {n.replace("_", "-"): v for n, v in headers.items()}
        body = {"data": json.dumps(sent), "content_type": "application/json"} if sent is not None else {}
        return Client().generic(method, address, headers=headers, **body)


@pytest.fixture
def program(owner):
    return Program(owner)


def wish(hours="10–12", *spaces, **more):
    period = span(hours)
    told = {"starts_at": period.starts_at.isoformat(), "ends_at": period.ends_at.isoformat()}
    return {"venue": "dhh", "spaces": list(spaces or ["a"]), "title": "Møte"} | told | more


def test_loan_is_made_as_on_the_page(program, house, owner):
    answer = program("POST", BOOKINGS, wish("10–12", "a", "k", people=7, note="Hei", visibility="public"))

    assert answer.status_code == 201
    made = Booking.objects.get()
    told = answer.json()
    assert (made.booked_by, made.period, made.people, made.note) == (owner, span("10–12"), 7, "Hei")
    assert (told["uuid"], told["state"], told["spaces"]) == (str(made.uuid), "confirmed", ["a", "k"])
    assert (told["starts_at"], told["version"]) == ("2027-01-05T10:00:00+01:00", 1)
    assert OutgoingMail.objects.filter(to=owner.email, subject__startswith="Godkjent").count() == 1
    assert program("GET", f"{BOOKINGS}{made.uuid}/").json() == told


def test_refusal_has_the_code_and_the_sentence_of_the_page_in_the_language_asked_for(program, house, stranger):
    book(house, "Hall", "11–13", by=stranger)

    answer = program("POST", BOOKINGS, wish())
    told = answer.json()

    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert (told["status"], told["code"]) == (409, "taken")
    assert told["detail"].startswith("A er opptatt") or "opptatt" in told["detail"]
    english = program("POST", BOOKINGS, wish(), Accept_Language="en")
    assert (english["Content-Language"], english.json()["code"]) == ("en", "taken")
    assert english.json()["detail"] != told["detail"]
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("hours", ["10–12", "11–13", "13–14", "5–6", "9–10"])
def test_explain_says_what_create_does(program, house, owner, hours):
    close_spaces(spaces=[house["A"]], period=span("12–13"), reason="Vask", by=owner, at=NOW)

    verdict = program("POST", f"{BOOKINGS}explain/", wish(hours)).json()
    answer = program("POST", BOOKINGS, wish(hours))

    assert verdict["is_possible"] == (answer.status_code == 201)
    if not verdict["is_possible"]:
        assert answer.json()["code"] in {one["code"] for one in verdict["refusals"]}
        assert answer.json()["detail"] in {one["detail"] for one in verdict["refusals"]}


def test_key_is_asked_for_and_its_scope(house, owner):
    for method, address in [("GET", BOOKINGS), ("POST", BOOKINGS), ("DELETE", f"{BOOKINGS}{uuid.uuid4()}/")]:
        answer = Client().generic(method, address, headers={"Authorization": "Bearer torget_aaaaaaaa_wrong"})
        assert (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"]) == (401, "no_key", "Bearer")
    reader = Program(owner, Scope.READ)
    assert reader("GET", BOOKINGS).status_code == 200
    assert reader("POST", BOOKINGS, wish()).json()["code"] == "scope"
    assert not Booking.objects.exists()


def test_login_of_the_pages_gives_no_right_here(client, house, owner):
    client.force_login(owner)

    assert client.get(BOOKINGS).status_code == 401


def test_method_that_is_not_there_is_405(program):
    answer = program("PUT", BOOKINGS, {})

    assert (answer.status_code, answer.json()["code"]) == (405, "method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_same_mark_twice_is_one_loan_and_with_another_wish_is_refused(program, house, stranger):
    first = program("POST", BOOKINGS, wish(), Idempotency_Key="x")
    again = program("POST", BOOKINGS, wish(), Idempotency_Key="x")
    other = program("POST", BOOKINGS, wish("14–15"), Idempotency_Key="x")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "idempotency")
    assert Booking.objects.count() == 1
    assert Program(stranger)("POST", BOOKINGS, wish("16–17"), Idempotency_Key="x").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_with_one_mark_are_one_loan(owner):
    make_house()
    program, answers = Program(owner), []

    def send():
        answers.append(program("POST", BOOKINGS, wish(), Idempotency_Key="x"))
        connection.close()

    all_at_once([send] * 10)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["uuid"] for answer in answers}) == 1
    assert Booking.objects.count() == Claim.objects.count() == 1


def test_loan_of_another_is_as_one_that_is_not_there(house, owner, stranger):
    found, other = book(house, "A", "10–12", by=owner), Program(stranger)
    change = wish() | {"version": 1}
    change.pop("venue")

    for method, tail, sent in [("GET", "", None), ("DELETE", "", None), ("POST", "end/", None), ("PATCH", "", change)]:
        theirs = other(method, f"{BOOKINGS}{found.uuid}/{tail}", sent)
        nobodys = other(method, f"{BOOKINGS}{uuid.uuid4()}/{tail}", sent)
        assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)
        assert theirs.status_code == 404
    assert other("GET", BOOKINGS).json()["count"] == 0
    assert Booking.objects.get().version == 1


def test_loan_of_an_organisation_is_its_bookers_own(house, owner, stranger):
    choir = Organisation.objects.create(name="Koret", slug="koret")
    for person in (owner, stranger):
        Membership.objects.create(user=person, organisation=choir, role=MemberRole.BOOKER, valid_from=NOW.date())
    made = Program(owner)("POST", BOOKINGS, wish(organisation="koret")).json()

    assert made["organisation"] == "koret"
    answer = Program(stranger)("DELETE", f"{BOOKINGS}{made['uuid']}/")
    assert (answer.status_code, answer.json()["state"]) == (200, "released")


def test_organisation_of_others_is_refused_at_its_name(program, house):
    Organisation.objects.create(name="Koret", slug="koret")

    answer = program("POST", BOOKINGS, wish(organisation="koret"))

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["organisation"])


def test_loan_is_changed_and_of_two_changes_to_one_version_the_second_is_refused(program, house):
    made = program("POST", BOOKINGS, wish()).json()
    address, sent = f"{BOOKINGS}{made['uuid']}/", wish("14–16", "b", title="Øving") | {"version": 1}
    sent.pop("venue")

    answer = program("PATCH", address, sent)
    late = program("PATCH", address, sent | {"title": "Annet"})

    assert answer.status_code == 200
    assert (answer.json()["spaces"], answer.json()["title"]) == (["b"], "Øving")
    assert answer.json()["starts_at"] == "2027-01-05T14:00:00+01:00"
    assert (late.status_code, late.json()["code"]) == (409, "changed")


def test_loan_ends_before_its_time(program, house, monkeypatch):
    made = program("POST", BOOKINGS, wish()).json()
    monkeypatch.setattr(clock, "now", lambda: span("10:59–12").starts_at)

    answer = program("POST", f"{BOOKINGS}{made['uuid']}/end/")

    assert (answer.status_code, answer.json()["ends_at"]) == (200, "2027-01-05T11:00:00+01:00")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "\u202e\u200b"}, {"title"}),
        ({"title": "x" * 1001}, {"title"}),
        ({"spaces": []}, {"spaces"}),
        ({"spaces": ["finnes-ikke"]}, {"spaces"}),
        ({"spaces": "a"}, {"spaces"}),
        ({"spaces": [1]}, {"spaces"}),
        ({"people": 0}, {"people"}),
        ({"people": "mange"}, {"people"}),
        ({"people": 10**30}, {"people"}),
        ({"starts_at": "2027-01-05T10:00:00"}, {"starts_at"}),
        ({"starts_at": "2027-02-30T10:00:00Z"}, {"starts_at"}),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, {"starts_at"}),
        ({"ends_at": "9999-12-31T23:59:59-12:00"}, {"starts_at"}),
        ({"ends_at": "2027-01-05T09:00:00Z", "starts_at": "2027-01-05T10:00:00Z"}, {"starts_at"}),
        ({"starts_at": None}, {"starts_at"}),
        ({"visibility": "secret"}, {"visibility"}),
        ({"organisation": "\x00"}, {"organisation"}),
        ({"terms": [-1]}, {"terms"}),
        ({"age": 999}, {"age"}),
        ({"unknown": 1}, {"unknown"}),
    ],
)
def test_nonsense_is_told_by_name_and_stores_nothing(program, house, change, names):
    answer = program("POST", BOOKINGS, wish() | change)

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == names
    assert not Booking.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'"x"', b"{}"])
def test_body_that_is_no_wish_is_refused(program, house, body):
    headers = {"Authorization": f"Bearer {program.secret}"}
    answer = Client().generic("POST", BOOKINGS, body, content_type="application/json", headers=headers)

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_house_that_is_kept_from_the_public_is_not_there(program, house):
    house.venue.is_public = False
    house.venue.save()

    assert program("POST", BOOKINGS, wish()).status_code == 404


def test_who_has_given_no_name_is_asked_to_do_so_first(program, house, owner):
    owner.first_name = ""
    owner.save()

    assert program("POST", BOOKINGS, wish()).json()["code"] == "name"


def test_as_many_questions_to_the_database_for_thirty_loans_as_for_three(
    program, house, owner, django_assert_num_queries
):
    program("GET", BOOKINGS)  # the first call of a day notes that the key is used
    for count in (3, 30):
        while (number := Booking.objects.count()) < count:
            book(house, "A", "10–12", by=owner, day=DAY + dt.timedelta(days=number))
        with django_assert_num_queries(7):
            assert program("GET", BOOKINGS).json()["count"] == count
    assert len(program("GET", f"{BOOKINGS}?limit=10&offset=25").json()["items"]) == 5
    assert program("GET", f"{BOOKINGS}?fra={DAY + dt.timedelta(days=29)}").json()["count"] == 1


def test_writes_are_counted_and_one_must_wait(program, house):
    answers = [program("DELETE", f"{BOOKINGS}{uuid.uuid4()}/") for _number in range(65)]

    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "too_many"
    assert int(answers[-1]["Retry-After"]) > 0


def test_hour_that_comes_twice_is_told_apart_by_its_offset(program, house):
    over_the_change = {"starts_at": "2027-10-31T02:30:00+02:00", "ends_at": "2027-10-31T02:15:00+01:00"}

    assert program("POST", BOOKINGS, wish() | over_the_change).json()["code"] == "closed"
