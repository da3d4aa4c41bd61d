"""A house closes and opens while others book: real threads, connections and commits."""

import pytest

from booking.enums import LIVE
from booking.models import Booking, Claim, Closure
from booking.operations.closures import bookings_hit, close_and_decide, close_spaces, lay_down
from booking.operations.lifting import lift_closure
from booking.queries.places import places, sharing
from tests.booking.test_races import all_at_once
from tests.booking.test_set_races import fresh, remake
from tests.factories.house import DAY, NOW, book, span
from venues.agreements import CANCEL, KEEP
from venues.models import Space
from website.core.models import OutgoingMail

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(3)


def nothing_is_taken_twice():
    claims = list(Claim.objects.filter(hold=None))
    for one in claims:
        for other in claims:
            if one.pk < other.pk and one.unit_id == other.unit_id:
                assert one.span.upper <= other.span.lower or other.span.upper <= one.span.lower
    assert not Claim.objects.exclude(booking=None).exclude(booking__state__in=LIVE).exists()


def close(house, owner, hours="10–14"):
    return close_spaces(spaces=[fresh(house["Hall"])], period=span(hours), reason="x", by=owner, at=NOW)


@pytest.mark.parametrize("_round", ROUNDS)
def test_s173_closed_and_booked_at_once_never_both(house, owner, _round):
    calls = [lambda n=name: book(house, n, "10–12", by=owner) for name in ("A", "B", "C", "AB", "House")]

    answers = all_at_once([lambda: close(house, owner), *calls])

    assert set(answers) <= {"ok", "taken", "taken,taken"}
    assert not (Closure.objects.exists() and Booking.objects.exists())
    assert Closure.objects.exists() or Booking.objects.exists()
    nothing_is_taken_twice()


@pytest.mark.parametrize("_round", ROUNDS)
def test_lifted_and_booked_at_once_is_booked_or_refused_and_lifted_all_the_same(house, owner, _round):
    key, venues = close(house, owner).uuid, {house.venue.pk}
    calls = [lambda n=name: book(house, n, "10–12", by=owner) for name in ("A", "AB", "Hall")]

    answers = all_at_once([lambda: lift_closure(key, venues=venues, by=owner, at=NOW), *calls])

    assert set(answers) <= {"ok", "taken"}
    assert not Closure.objects.exists()
    nothing_is_taken_twice()
    if not Booking.objects.exists():
        assert book(house, "Hall", "10–12", by=owner).is_live


def test_two_hosts_lift_the_same_and_one_is_told_that_it_was_lifted(house, owner):
    key, venues = close(house, owner).uuid, {house.venue.pk}

    answers = all_at_once([lambda: lift_closure(key, venues=venues, by=owner, at=NOW)] * 2)

    assert answers == {"ok": 1, "handled": 1}


def test_two_hosts_close_the_same_and_one_closure_stands(house, owner):
    answers = all_at_once([lambda: close(house, owner), lambda: close(house, owner, "12–16")])

    assert (answers["ok"], Closure.objects.count()) == (1, 1)
    nothing_is_taken_twice()


@pytest.mark.parametrize("_round", ROUNDS)
def test_s175_lifted_while_the_space_is_made_of_other_units(house, owner, _round):
    key, venues = close(house, owner).uuid, {house.venue.pk}

    answers = all_at_once(
        [lambda: lift_closure(key, venues=venues, by=owner, at=NOW), remake(house, "Hall", "BCK", owner)]
    )

    assert answers == {"ok": 2}
    assert not Claim.objects.exists()


@pytest.mark.parametrize("_round", ROUNDS)
def test_s173_two_hosts_decide_for_the_same_loans_and_one_of_them_does(house, owner, _round):
    loans = [book(house, name, "10–12", by=owner) for name in "ABC"]
    found = places(loans, sharing([house["A"]]), span("8–14"), at=NOW)
    OutgoingMail.objects.all().delete()
    moved = {loans[0].pk: found[loans[0].pk][0], loans[1].pk: CANCEL, loans[2].pk: KEEP}
    kept = {loans[0].pk: CANCEL, loans[1].pk: KEEP, loans[2].pk: CANCEL}

    def decide(decisions):
        about = {"spaces": [fresh(house["Hall"])], "period": span("8–14"), "reason": "x", "by": owner, "at": NOW}
        return lambda: close_and_decide(**about, decisions=decisions)

    answers = all_at_once([decide(moved), decide(kept)])

    assert answers["ok"] == Closure.objects.count() == 1
    assert OutgoingMail.objects.count() == 1  # both loans of one owner
    nothing_is_taken_twice()


@pytest.mark.parametrize("_round", ROUNDS)
def test_s173_decided_while_others_book_the_places_and_the_closed_rooms(house, owner, _round):
    loan = book(house, "A", "10–12", by=owner)
    place = places([loan], sharing([house["Hall"]]), span("8–14"), at=NOW)[loan.pk][0]

    def decide():
        hits = bookings_hit([house["Hall"]], span("8–14"))
        decisions = {one.pk: CANCEL for one in hits} | {loan.pk: place}
        about = {"spaces": [fresh(house["Hall"])], "period": span("8–14"), "reason": "x", "by": owner, "at": NOW}
        close_and_decide(**about, decisions=decisions)

    calls = [lambda n=name: book(house, n, "10–12", by=owner) for name in ("K", "B", "House", "C")]
    answers = all_at_once([decide, *calls])

    assert "busy" not in answers
    nothing_is_taken_twice()
    if not Closure.objects.exists():
        assert Booking.objects.get(pk=loan.pk).version == 1


@pytest.mark.parametrize("_round", ROUNDS)
def test_s023_laid_down_with_decisions_while_others_book_it(house, owner, _round):
    loan = book(house, "K", "8–9", by=owner, day=DAY)

    def archive():
        lay_down(fresh(house["K"]), decisions={loan.pk: CANCEL}, reason="x", by=owner, at=NOW)

    calls = [lambda h=hour: book(house, "K", f"{h}–{h + 1}", by=owner) for hour in range(9, 13)]
    answers = all_at_once([archive, archive, *calls])

    assert "busy" not in answers
    is_archived = Space.objects.get(pk=house["K"].pk).archived_at is not None
    assert is_archived == (not Booking.objects.live().exists())
    nothing_is_taken_twice()
