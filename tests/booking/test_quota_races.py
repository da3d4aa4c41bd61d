"""Two wishes of one borrower at once, in different rooms: the quota holds. Real threads and commits."""

import pytest

from booking.models import Booking
from booking.operations.moves import change_booking
from booking.operations.wanted import Wanted
from tests.booking.test_races import all_at_once
from tests.factories.fixed_loans import ask
from tests.factories.house import NOW, Details, book, make_house, span
from venues.enums import QuotaOf, QuotaPer
from venues.models import Quota
from website.accounts.models import Organisation, User
from website.core import clock

pytestmark = pytest.mark.django_db(transaction=True)
ROOMS = "ABCK"


@pytest.fixture
def house(transactional_db):
    found = make_house()
    for room in ROOMS:
        for of in QuotaOf:
            Quota.objects.create(space=found[room], of=of, per=QuotaPer.WEEK, loans=1, is_for_venue=True)
    return found


def test_s171_one_person_four_rooms_at_once_one_loan(house):
    person = User.objects.create_user("p@example.no")
    answers = all_at_once([lambda r=room: book(house, r, "10–12", by=person) for room in ROOMS])
    assert answers == {"ok": 1, "quota": 3}
    assert Booking.objects.count() == 1


def test_s171_one_association_asked_for_by_several_people(house):
    choir = Organisation.objects.create(name="Koret", slug="koret")
    people = [User.objects.create_user(f"p{room}@example.no") for room in ROOMS]
    pairs = list(zip(ROOMS, people, strict=True))
    answers = all_at_once(
        [lambda r=room, p=one: book(house, r, "10–12", by=p, organisation=choir) for room, one in pairs]
    )
    assert answers == {"ok": 1, "quota": 3}


def test_s087_nobody_gets_two_rooms_for_the_same_hours_by_asking_at_once(house):
    Quota.objects.all().delete()
    house.set("A", one_at_a_time=True)
    person = User.objects.create_user("p@example.no")
    answers = all_at_once([lambda r=room: book(house, r, "10–12", by=person) for room in "AK"])
    assert answers == {"ok": 1, "elsewhere": 1}


def test_fixed_loans_and_single_ones_share_the_quota(house):
    person = User.objects.create_user("p@example.no")
    calls = [lambda: ask(house, "A", by=person), lambda: book(house, "K", "10–12", by=person)]
    answers = all_at_once(calls)
    assert answers == {"ok": 1, "quota": 1}


def test_a_loan_moved_into_a_week_and_a_new_one_there(house):
    person = User.objects.create_user("p@example.no")
    later = span("10–12").starts_at.date() + clock.dt.timedelta(weeks=1)
    moved = book(house, "A", "10–12", by=person, day=later)
    wanted = Wanted([house["A"]], span("14–16"), Details("Møte"))
    calls = [lambda: change_booking(moved, wanted, by=person, at=NOW), lambda: book(house, "K", "10–12", by=person)]
    assert all_at_once(calls) == {"ok": 1, "quota": 1}
