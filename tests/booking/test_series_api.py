"""Fixed loans through the API: every date looked at, all that is asked for had or nothing, and given back."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from booking.models import Booking, BookingSeries
from tests.booking.test_bookings_api import Program, wish
from tests.factories.fixed_loans import ask_each_week
from tests.factories.house import DAY, book, span
from website.accounts.enums import Scope
from website.core.models import OutgoingMail

SERIES = "/api/v1/bookings/series/"
A_WEEK = dt.timedelta(weeks=1)
DAYS = [DAY + number * A_WEEK for number in range(3)]


@pytest.fixture
def program(owner):
    return Program(owner)


def fixed(**more):
    return wish("18–20") | {"every_weeks": 1, "until": str(DAYS[-1])} | more


def test_every_date_is_looked_at_and_nothing_stored(program, house, stranger):
    book(house, "A", "19–21", by=stranger, day=DAYS[1])
    told = program("POST", f"{SERIES}preview/", fixed()).json()

    assert told["possible"] == 2
    assert [one["date"] for one in told["dates"]] == list(map(str, DAYS))
    taken = told["dates"][1]
    assert (taken["is_possible"], taken["refusals"][0]["code"], taken["instead"]) == (False, "taken", ["b", "c", "k"])
    assert taken["starts_at"] == "2027-01-12T18:00:00+01:00"
    assert not BookingSeries.objects.exists()


def test_a_date_that_is_taken_stops_all_and_is_told_and_another_room_or_none_helps(program, house, stranger):
    book(house, "A", "19–21", by=stranger, day=DAYS[1])
    answer = program("POST", SERIES, fixed())
    assert (answer.status_code, answer.json()["code"]) == (409, "taken")
    assert answer.json()["detail"].startswith("Tirsdag 12. januar: A er opptatt")
    assert not BookingSeries.objects.exists()

    made = program("POST", SERIES, fixed(instead={str(DAYS[1]): "b"}, skip=[str(DAYS[2])])).json()
    assert [one["spaces"] for one in made["bookings"]] == [["a"], ["b"]]
    assert [one["starts_at"][:10] for one in made["skipped"]] == [str(DAYS[2])]
    assert {one["series"] for one in made["bookings"]} == {made["uuid"]}
    assert program("GET", f"{SERIES}{made['uuid']}/").json() == made


def test_a_date_left_out_is_taken_after_all_and_all_are_given_back(program, house):
    made = program("POST", SERIES, fixed(skip=[str(DAYS[2])])).json()
    address = f"{SERIES}{made['uuid']}/"
    added = program("POST", f"{address}skipped/{made['skipped'][0]['id']}/")

    assert (added.status_code, added.json()["series"]) == (201, made["uuid"])
    assert program("POST", f"{address}skipped/{made['skipped'][0]['id']}/").status_code == 404
    given = program("DELETE", address).json()
    assert [one["state"] for one in given["bookings"]] == ["released"] * 3
    assert program("DELETE", address).json()["code"] == "handled"


def test_the_same_twice_is_one_and_another_wish_with_its_key_is_refused(program, house):
    first = program("POST", SERIES, fixed(), Idempotency_Key="1")
    again = program("POST", SERIES, fixed(), Idempotency_Key="1")
    assert (again.status_code, again.json()["uuid"]) == (201, first.json()["uuid"])

    other = program("POST", SERIES, fixed(spaces=["b"]), Idempotency_Key="1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency")
    assert BookingSeries.objects.count() == 1
    assert OutgoingMail.objects.filter(subject__startswith="Godkjent").count() == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"until": str(DAY)}, "until"),
        ({"until": "2040-01-01"}, "until"),
        ({"skip": ["2027-01-06"]}, "skip"),
        ({"skip": list(map(str, DAYS))}, "skip"),
        ({"instead": {str(DAYS[1]): "finnes-ikke"}}, "instead"),
        ({"instead": {"2027-01-06": "b"}}, "skip"),
        ({"ends_at": "2027-01-07T21:00:00+01:00"}, "every_weeks"),
        ({"ends_at": "2027-01-05T18:00:20+01:00"}, "every_weeks"),
    ],
)
def test_what_makes_no_sense_is_told_by_name(program, house, more, field):
    answer = program("POST", SERIES, fixed(**more))

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert not Booking.objects.exists()


@pytest.mark.parametrize("more", [{"every_weeks": 3}, {"until": "våren"}, {"skip": "x"}, {"until": None}])
def test_what_is_of_the_wrong_kind_is_422(program, house, more):
    assert program("POST", SERIES, fixed(**more)).status_code == 422


def test_those_of_others_are_as_if_not_there_and_looking_gives_no_right_to_do(house, owner, stranger):
    address = f"{SERIES}{ask_each_week(house, by=owner).uuid}/"
    other, reader = Program(stranger), Program(owner, Scope.READ)
    skipped = BookingSeries.objects.get().skipped_dates.get().pk

    for method, path in [("GET", ""), ("DELETE", ""), ("POST", f"skipped/{skipped}/")]:
        nowhere = other(method, f"{SERIES}{uuid.uuid4()}/{path}")
        answer = other(method, f"{address}{path}")
        assert (answer.status_code, answer.json()) == (404, nowhere.json())
    assert reader("GET", address).status_code == 200
    assert reader("DELETE", address).json()["code"] == "scope"
    assert reader("POST", SERIES, fixed()).json()["code"] == "scope"


def test_as_many_queries_for_twenty_dates_as_for_three(program, house, django_assert_max_num_queries):
    with django_assert_max_num_queries(39) as few:
        assert program("POST", SERIES, fixed()).status_code == 201
    many = fixed(spaces=["b"], until=str(DAY + 19 * A_WEEK))
    with django_assert_max_num_queries(len(few)):
        assert program("POST", SERIES, many).status_code == 201
    assert BookingSeries.objects.latest("pk").bookings.count() == 20


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_for_the_same_at_once_one_gets_it(house, owner):
    programs = [Program(owner) for _ in range(6)]

    def ask(number: int) -> int:
        try:
            return programs[number]("POST", SERIES, fixed()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(6)))
    assert sorted(answers) == [201] + [409] * 5
    assert Booking.objects.filter(starts_at=span("18–20").starts_at).count() == 1
