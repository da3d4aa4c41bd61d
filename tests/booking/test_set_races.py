"""A space is made of other units, or laid down, while others book it: real threads, connections and commits."""

import random

import pytest

from booking.enums import LIVE
from booking.models import Booking, Claim
from booking.operations.bookings import Details, request_booking, withdraw_booking
from booking.operations.closures import bookings_hit, close_and_decide
from booking.operations.holds import hold_key, hold_spaces
from booking.operations.moves import move_booking
from tests.booking.test_races import all_at_once
from tests.factories.fixed_loans import ask
from tests.factories.house import DAY, NOW, book, span
from venues.agreements import CANCEL
from venues.models import Space, Unit
from venues.operations import archive_space, change_units
from website.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(3)


def remake(house, name, letters, owner):
    units = list(Unit.objects.filter(venue=house.venue, name__in=list(letters)))
    return lambda: change_units(fresh(house[name]), units, by=owner, at=NOW)


def fresh(space):
    """As a request of its own has it."""
    return Space.objects.select_related("venue").get(pk=space.pk)


def everything_is_as_it_should_be():
    """Each live booking has exactly the units its spaces consist of now, and no unit is taken twice."""
    claims = list(Claim.objects.filter(hold=None))
    for booking in Booking.objects.filter(state__in=LIVE).prefetch_related("spaces__units"):
        wanted = {unit.pk for space in booking.spaces.all() for unit in space.units.all()}
        found = [claim for claim in claims if claim.booking_id == booking.pk]
        assert sorted(claim.unit_id for claim in found) == sorted(wanted)
        assert {(claim.span.lower, claim.span.upper) for claim in found} == {(booking.starts_at, booking.ends_at)}
    assert not Claim.objects.exclude(booking=None).exclude(booking__state__in=LIVE).exists()
    for one in claims:
        for other in claims:
            if one.pk < other.pk and one.unit_id == other.unit_id:
                assert one.span.upper <= other.span.lower or other.span.upper <= one.span.lower


@pytest.mark.parametrize("_round", ROUNDS)
def test_s175_a_new_set_against_bookings_of_the_space_and_of_its_parts(house, owner, _round):
    hours = [(f"{hour}–{hour + 1}", name) for hour in range(8, 14) for name in ("AB", "K", "C")]
    calls = [lambda h=h, n=name: book(house, n, h, by=owner) for h, name in hours]
    calls += [remake(house, "AB", letters, owner) for letters in ("ABK", "A", "BC", "AB")]
    random.shuffle(calls)

    answers = all_at_once(calls)

    assert not {"busy"} & set(answers)
    everything_is_as_it_should_be()


@pytest.mark.parametrize("_round", ROUNDS)
def test_s175_a_new_zone_under_the_hall_against_both(house, owner, _round):
    for hour in range(8, 12):
        book(house, "Hall", f"{hour}–{hour + 1}", by=owner)
    answers = all_at_once(
        [
            remake(house, "Hall", "ABCK", owner),
            *(lambda h=hour: book(house, "K", f"{h}–{h + 1}", by=owner) for hour in range(8, 12)),
        ]
    )
    everything_is_as_it_should_be()
    is_larger = house["Hall"].units.count() == 4
    lent = Booking.objects.filter(spaces=house["K"]).count()
    assert (is_larger, lent) == (True, 0) or (not is_larger and lent > 0), answers


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_sets_changed_at_once_that_share_loans_end_as_one_of_them_after_the_other(house, owner, _round):
    both = [house["AB"], house["Hall"]]
    for day in range(3):
        request_booking(spaces=both, period=span(f"{10 + day}–{11 + day}"), details=Details("x"), by=owner, at=NOW)

    answers = all_at_once(
        [
            remake(house, "AB", "K", owner),
            remake(house, "Hall", "BC", owner),
            remake(house, "AB", "B", owner),
            remake(house, "Hall", "AC", owner),
        ]
    )

    assert answers == {"ok": 4}
    everything_is_as_it_should_be()


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_new_set_against_every_other_way_to_take_and_give_back(house, owner, _round):
    made = [book(house, "AB", f"{hour}–{hour + 1}", by=owner) for hour in range(8, 13)]
    people = [User.objects.create_user(f"p{number}@example.no") for number in range(3)]

    def close():
        hits = {booking.pk: CANCEL for booking in bookings_hit([house["Hall"]], span("11–13"))}
        close_and_decide(
            spaces=[fresh(house["Hall"])], period=span("11–13"), reason="x", by=owner, at=NOW, decisions=hits
        )

    calls = [
        *(lambda b=booking: withdraw_booking(b, by=owner, at=NOW) for booking in made[:2]),
        lambda: move_booking(made[2], span("20–21"), by=owner, at=NOW),
        lambda: move_booking(made[3], span("19–20"), spaces=[house["C"]], by=owner, at=NOW),
        *(
            lambda p=one: hold_spaces(spaces=[house["K"]], period=span("8–21"), key=hold_key(p), at=NOW)
            for one in people
        ),
        close,
        lambda: ask(house, "AB", by=owner),
        *(remake(house, "AB", letters, owner) for letters in ("ABK", "AK", "BC")),
    ]
    random.shuffle(calls)

    assert "busy" not in all_at_once(calls)
    everything_is_as_it_should_be()


@pytest.mark.parametrize("_round", ROUNDS)
def test_s023_laid_down_against_booked_one_of_them_wins(house, owner, _round):
    laid_down = []

    def archive():
        archive_space(fresh(house["K"]), by=owner, at=NOW)
        laid_down.append(True)

    answers = all_at_once(
        [archive, *(lambda h=hour: book(house, "K", f"{h}–{h + 1}", by=owner) for hour in range(8, 14))]
    )

    assert set(answers) <= {"ok", "lent", "archived"}
    is_archived = Space.objects.get(pk=house["K"].pk).archived_at is not None
    assert is_archived == bool(laid_down) == (not Booking.objects.exists())
    everything_is_as_it_should_be()


def test_a_new_set_does_not_wait_for_who_only_changes_the_name_and_the_other_way(house, owner):
    def rename():
        space = fresh(house["AB"])
        space.name = "Salen"
        space.save()

    answers = all_at_once([rename, remake(house, "AB", "AK", owner), rename, remake(house, "AB", "B", owner)])

    assert answers == {"ok": 4}
    assert book(house, "AB", "10–11", by=owner, day=DAY).claims.count() == house["AB"].units.count()
