"""A closure over loans: each is moved, cancelled or kept, all or nothing, and each person is told once."""

import datetime as dt

import pytest

from booking.enums import BookingState
from booking.models import Booking, Closure
from booking.operations.bookings import Details, request_booking
from booking.operations.closures import bookings_hit, bookings_of, close_and_decide, lay_down
from booking.operations.moves import move_booking
from booking.queries.places import Place, places, sharing
from tests.factories.house import DAY, NOW, add_chairs, book, moment, span
from venues.agreements import CANCEL, KEEP
from venues.models import Space
from venues.operations import appoint_host
from website.core.models import OutgoingMail
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db
WHY, A_DAY = "Maling av golvet", dt.timedelta(days=1)


@pytest.fixture
def host(house, stranger):
    appoint_host(house.venue, stranger, first=NOW.date(), today=NOW.date())
    return stranger


def close(house, name, hours, decisions, *, by):
    about = {"spaces": [house[name]], "period": span(hours), "reason": WHY}
    return close_and_decide(**about, decisions=decisions, by=by, at=NOW)


def offered(house, name, hours) -> dict[str, list[Place]]:
    """By the title of each loan."""
    hits = bookings_hit([house[name]], span(hours))
    found = places(hits, sharing([house[name]]), span(hours), at=NOW)
    return {hit.title: found.get(hit.pk, []) for hit in hits}


def told() -> list[tuple[str, str]]:
    OutgoingMail.objects.filter(subject__startswith="Godkjent").delete()
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def test_each_is_moved_cancelled_or_kept_and_what_is_kept_is_a_hole(house, owner, host):
    moved = book(house, "A", "10–12", by=owner, title="Kor")
    ended = book(house, "B", "10–12", by=owner, title="Øving")
    kept = book(house, "C", "10–12", by=owner, title="Te")
    (place, *_more) = offered(house, "Hall", "8–14")["Kor"]
    OutgoingMail.objects.all().delete()

    closure, decided = close(house, "Hall", "8–14", {moved.pk: place, ended.pk: CANCEL, kept.pk: KEEP}, by=host)

    assert str(decided) == "Flyttet: 1. Avlyst: 1. Beholdt: 1."
    states = {one.title: (one.state, one.space_names, one.reason) for one in Booking.objects.all()}
    assert states == {
        "Kor": (BookingState.CONFIRMED, "K", WHY),
        "Øving": (BookingState.CANCELLED, "B", WHY),
        "Te": (BookingState.CONFIRMED, "C", ""),
    }
    assert closure.claims.filter(unit__name="C").count() == 2
    assert closure.claims.exclude(unit__name="C").count() == 2
    (mail,) = OutgoingMail.objects.all()  # one to the person, about both
    assert mail.subject == "Endret: 2 lån, det første tirsdag 5. januar"
    for part in [f"Begrunnelse: {WHY}", "Flyttet:", "Avlyst:", "K, Hus dhh: Kor", "B, Hus dhh: Øving"]:
        assert part in mail.body
    assert "Før: A tirsdag 5. januar kl. 10:00–12:00" in mail.body


def test_one_loan_moved_is_told_as_a_change_with_the_reason(house, owner, host):
    booking = book(house, "A", "10–12", by=owner)
    OutgoingMail.objects.all().delete()

    close(house, "A", "8–14", {booking.pk: offered(house, "A", "8–14")["Møte"][0]}, by=host)

    (mail,) = OutgoingMail.objects.all()
    assert mail.subject.startswith("Endret: B tirsdag")
    assert f"Begrunnelse: {WHY}" in mail.body


def test_only_what_is_free_then_is_offered(house, owner, stranger):
    book(house, "A", "10–12", by=owner, title="Kor")
    book(house, "K", "11–12", by=stranger, title="Te")

    found = offered(house, "Hall", "8–14")["Kor"]

    assert [place for place in found if place.period == span("10–12")] == []
    assert [place.period for place in found] == [span("14–16"), span("20–22", DAY - A_DAY), span("8–10", DAY + A_DAY)]
    assert found[0].words(Booking.objects.get(title="Kor")) == (
        "Flytt til tirsdag 5. januar kl. 14:00–16:00, samme sted"
    )


def test_the_other_room_of_a_loan_of_two_stays(house, owner):
    both = [house["A"], house["K"]]
    request_booking(spaces=both, period=span("10–12"), details=Details("Kor"), by=owner, at=NOW)

    (first, *_more) = offered(house, "A", "8–14")["Kor"]

    assert [space.name for space in first.spaces] == ["K", "B"]


def test_a_room_with_place_for_all_and_whatever_the_notice(house, owner):
    house.set("B", capacity=3)
    house.set("C", lead_minutes=60 * 24 * 30, days_ahead=0)
    book(house, "A", "10–12", by=owner, people=8)

    names = [place.spaces[0].name for place in offered(house, "A", "8–14")["Møte"] if place.period == span("10–12")]

    assert names == ["C", "K"]


def test_what_has_begun_is_not_moved(house, owner):
    booking = book(house, "A", "10–12", by=owner)

    assert places([booking], {house["A"].pk}, span("8–14"), at=moment("10:01")) == {}


def test_chairs_can_be_had_at_another_time(house, owner):
    chairs = add_chairs(house, 3, by=owner)
    book(house, "Chairs", "10–12", by=owner, quantity=2)

    found = offered(house, "Chairs", "8–14")["Møte"]

    assert (found[0].spaces[0], found[0].period) == (chairs, span("14–16"))


def test_nothing_is_done_when_one_is_undecided_or_its_new_place_is_taken(house, owner, host):
    first, second = book(house, "A", "10–12", by=owner, title="Kor"), book(house, "B", "10–12", by=owner)
    place = next(one for one in offered(house, "AB", "8–14")["Kor"] if one.spaces == [house["C"]])

    for decisions, code in [
        ({first.pk: CANCEL}, "undecided"),
        ({first.pk: place, second.pk: place}, "place"),  # the same place for two
        ({first.pk: CANCEL, second.pk: Place([house["A"]], span("11–12"), 1)}, "taken"),  # inside the closure
    ]:
        with pytest.raises(RefusedError, match=code):
            close(house, "AB", "8–14", decisions, by=host)

    assert not Closure.objects.exists()
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.CONFIRMED}
    assert {subject.split(":")[0] for _to, subject in told()} == set()


def test_a_loan_changed_since_the_page_was_made_is_not_moved(house, owner, host):
    booking = book(house, "A", "10–12", by=owner, title="Kor")
    (place, *_more) = offered(house, "A", "8–14")["Kor"]
    move_booking(booking, span("9–10"), by=owner, at=NOW)

    with pytest.raises(RefusedError, match="place"):
        close(house, "A", "8–14", {booking.pk: place}, by=host)


def test_s023_a_space_is_laid_down_when_its_loans_are_elsewhere_or_cancelled(house, owner, host):
    moved, ended = book(house, "A", "10–12", by=owner, title="Kor"), book(house, "A", "14–16", by=owner)
    found = places(bookings_of(house["A"], NOW), [house["A"].pk], span("9–22"), at=NOW)
    room = next(place for place in found[moved.pk] if place.spaces != [house["A"]])

    decided = lay_down(house["A"], decisions={moved.pk: room, ended.pk: CANCEL}, reason=WHY, by=host, at=NOW)

    assert str(decided) == "Flyttet: 1. Avlyst: 1."
    assert Space.objects.get(pk=house["A"].pk).archived_at == NOW
    assert len(OutgoingMail.objects.filter(subject__startswith="Endret: 2 lån")) == 1


def test_s023_what_is_laid_down_keeps_no_loans(house, owner, host):
    booking = book(house, "A", "10–12", by=owner)

    for decisions, code in [({}, "undecided"), ({booking.pk: KEEP}, "lent")]:
        with pytest.raises(RefusedError, match=code):
            lay_down(house["A"], decisions=decisions, reason=WHY, by=host, at=NOW)

    assert Space.objects.active().filter(pk=house["A"].pk).exists()


def test_places_cost_the_same_for_many(house, owner, django_assert_max_num_queries):
    def cost(most):
        with django_assert_max_num_queries(most) as used:
            offered(house, "Hall", "8–20")
        return len(used)

    book(house, "A", "8–9", by=owner)
    few = cost(30)
    for hour in range(9, 19):
        book(house, "B", f"{hour}–{hour + 1}", by=owner, day=DAY)
    assert cost(few) == few
