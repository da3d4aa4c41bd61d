"""A space made of other units: what is agreed follows, or nothing is changed. Numbers S… are of the scenario list."""

import datetime as dt

import pytest

from booking.models import Booking, Claim
from booking.operations.bookings import Details, request_booking
from booking.operations.closures import close_and_decide, close_spaces
from booking.operations.holds import hold_key, hold_spaces
from booking.operations.moves import move_booking
from tests.factories.house import DAY, NOW, book, make_house, moment, span
from venues.agreements import KEEP
from venues.models import Space, Unit
from venues.operations import appoint_host, archive_space, change_units, restore_space
from website.core import clock
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def units(house, letters):
    return list(Unit.objects.filter(venue=house.venue, name__in=list(letters)))


def remake(house, name, letters, *, by, at=NOW):
    change_units(house[name], units(house, letters), by=by, at=at)


def refused(house, name, letters, *, by, at=NOW) -> list[str]:
    """The sentences; nothing may be changed."""
    before = everything()
    with pytest.raises(RefusedError) as error:
        remake(house, name, letters, by=by, at=at)
    assert everything() == before
    assert {(refusal.code, refusal.field) for refusal in error.value.refusals} == {("collides", "units")}
    return [str(refusal) for refusal in error.value.refusals]


def everything():
    parts = Space.units.through.objects.order_by("pk").values_list("space", "unit")
    return list(parts), sorted(map(str, Claim.objects.values_list("unit", "span", "span_after", "booking", "hold")))


def taken(owner) -> str:
    """The letters an owner has claims on."""
    return "".join(sorted(owner.claims.values_list("unit__name", flat=True)))


def test_s021_a_new_part_is_taken_by_what_was_agreed_in_the_hall(house, owner, stranger):
    booking = book(house, "Hall", "10–12", by=owner)

    remake(house, "Hall", "ABCK", by=owner)

    assert taken(booking) == "ABCK"
    with pytest.raises(RefusedError, match="taken"):
        book(house, "K", "11–13", by=stranger)


def test_s021_what_is_booked_in_a_part_blocks_the_hall_as_soon_as_it_is_a_part(house, owner, stranger):
    book(house, "K", "10–12", by=owner)
    remake(house, "Hall", "ABCK", by=owner)

    with pytest.raises(RefusedError, match="taken"):
        book(house, "Hall", "11–13", by=stranger)


def test_s017_what_is_no_longer_a_part_is_free(house, owner, stranger):
    booking = book(house, "AB", "10–12", by=owner)

    remake(house, "AB", "A", by=owner)

    assert taken(booking) == "A"
    assert book(house, "B", "10–12", by=stranger).is_live


def test_s175_every_pair_that_would_collide_is_named_and_nothing_is_changed(house, owner, stranger):
    house.set("AB", buffer_after_minutes=30)
    book(house, "AB", "10–12", by=owner, title="Kor")
    book(house, "AB", "14–16", by=owner, title="Dans")
    book(house, "AB", "18–19", by=owner, title="Sjakk")
    book(house, "K", "11–13", by=stranger, title="Kaker")
    book(house, "K", "16:15–17", by=stranger, title="Te")  # only the time to tidy is in its way
    appoint_host(house.venue, owner, first=DAY, today=DAY)

    tomorrow = clock.at_local(DAY, dt.time(0))
    assert refused(house, "AB", "ABK", by=owner, at=tomorrow) == [
        "Kor, AB, tirsdag 5. januar kl. 10:00–12:00, kolliderer med Kaker, K, tirsdag 5. januar kl. 11:00–13:00.",
        "Dans, AB, tirsdag 5. januar kl. 14:00–16:00, kolliderer med Te, K, tirsdag 5. januar kl. 16:15–17:00.",
    ]


def test_who_may_not_see_the_loans_is_told_the_time_alone(house, owner, stranger):
    book(house, "AB", "10–12", by=owner, title="Kor")
    book(house, "K", "11–13", by=owner, title="Kaker")

    assert refused(house, "AB", "ABK", by=stranger) == [
        "Opptatt, AB, tirsdag 5. januar kl. 10:00–12:00, kolliderer med Opptatt, K, tirsdag 5. januar kl. 11:00–13:00."
    ]


def test_s019_of_two_spaces_of_one_loan_only_the_one_that_changes_changes(house, owner):
    both = [house["AB"], house["Hall"]]
    booking = request_booking(spaces=both, period=span("10–12"), details=Details("Kor"), by=owner, at=NOW)

    remake(house, "Hall", "CK", by=owner)

    assert taken(booking) == "ABCK"
    remake(house, "AB", "B", by=owner)
    assert taken(booking) == "BCK"


def test_s037_a_new_unit_gets_the_buffers_the_loan_was_made_with(house, owner):
    house.set("A", buffer_before_minutes=15, buffer_after_minutes=30)
    booking = book(house, "A", "10–12", by=owner)
    house.set("A", buffer_before_minutes=0, buffer_after_minutes=0)

    remake(house, "A", "AK", by=owner)

    assert {(claim.span_before.lower, claim.span_after.upper) for claim in booking.claims.all()} == {
        (moment("9:45"), moment("12:30"))
    }


def test_what_is_over_stays_as_it_was_and_what_has_begun_takes_what_is_left(house, owner, stranger):
    past, running = book(house, "A", "8–9", by=owner), book(house, "A", "10–12", by=owner)
    book(house, "K", "10–11", by=stranger)

    remake(house, "A", "AK", by=owner, at=moment("11"))

    assert (taken(past), taken(running)) == ("A", "AK")
    assert running.claims.get(unit__name="K").span.lower == moment("11")


def test_s025_a_closure_follows_and_keeps_its_holes(house, owner):
    kept = book(house, "AB", "12–13", by=owner)
    closure, _decided = close_and_decide(
        spaces=[house["AB"]], period=span("10–16"), reason="Vask", by=owner, at=NOW, decisions={kept.pk: KEEP}
    )

    remake(house, "AB", "BK", by=owner)

    assert taken(closure) == "BBKK"
    assert taken(kept) == "BK"
    assert [claim.span.upper for claim in closure.claims.filter(unit__name="K").order_by("span")] == [
        moment("12"),
        moment("16"),
    ]


def test_a_closure_that_would_hit_a_loan_is_named(house, owner, stranger):
    close_spaces(spaces=[house["A"]], period=span("10–16"), reason="Vask", by=owner, at=NOW)
    book(house, "K", "12–13", by=stranger)

    assert refused(house, "A", "AK", by=owner) == [
        "Stengt (Vask), A, tirsdag 5. januar kl. 10:00–16:00, kolliderer med "
        "Opptatt, K, tirsdag 5. januar kl. 12:00–13:00."
    ]


def test_s145_somebody_filling_in_the_form_gives_way(house, owner, stranger):
    booking = book(house, "A", "10–12", by=owner)
    hold_spaces(spaces=[house["K"]], period=span("11–13"), key=hold_key(stranger), at=NOW)
    hold_spaces(spaces=[house["C"]], period=span("11–13"), key=hold_key(owner), at=NOW)

    remake(house, "A", "ACK", by=owner)

    assert taken(booking) == "ACK"
    assert Claim.objects.filter(hold__isnull=False).count() == 0
    move_booking(booking, span("14–16"), by=owner, at=NOW)
    assert taken(booking) == "ACK"


def test_a_set_that_stays_changes_nothing(house, owner):
    book(house, "AB", "10–12", by=owner)
    before = everything()

    remake(house, "AB", "AB", by=owner)

    assert everything() == before


def test_s023_a_space_with_loans_to_come_is_not_laid_down(house, owner, stranger):
    for hour in range(8, 20):
        book(house, "K", f"{hour}–{hour + 1}", by=stranger, title=f"Te {hour}")
    book(house, "K", "20–21", by=owner, title="Mitt")

    with pytest.raises(RefusedError) as error:
        archive_space(house["K"], by=owner, at=moment("10:30"))

    (refusal,) = error.value.refusals
    assert (refusal.field, str(refusal)) == ("is_archived", "11 lån er avtalt her. Flytt eller avlys dem først:")
    assert refusal.details["links"][0] == ("", "Opptatt, K, tirsdag 5. januar kl. 10:00–11:00")
    assert len(refusal.details["links"]) == 5
    assert Space.objects.active().filter(pk=house["K"].pk).exists()


def test_s023_who_looks_after_the_house_is_led_to_the_loans(house, owner, stranger):
    booking = book(house, "K", "10–11", by=stranger, title="Te")
    appoint_host(house.venue, owner, first=clock.today(), today=clock.today())

    with pytest.raises(RefusedError) as error:
        archive_space(house["K"], by=owner, at=NOW)

    about = "Te, K, tirsdag 5. januar kl. 10:00–11:00"
    assert error.value.refusals[0].details["links"] == [
        (f"/lan-lokaler/bestilling/{booking.uuid}/", about),
        (f"/admin/utlan/legg-ned/{house['K'].pk}/", "Flytt eller avlys dem, og legg ned"),
    ]


def test_s023_what_is_laid_down_cannot_be_had_until_it_is_restored(client, house, owner, stranger):
    book(house, "K", "10–11", by=stranger)

    archive_space(house["K"], by=owner, at=moment("11"))

    with pytest.raises(RefusedError, match="archived"):
        book(house, "K", "12–13", by=stranger)
    address = f"/lan-lokaler/dhh/?dato={DAY}"
    assert "rom=k" not in client.get(address).content.decode()
    restore_space(house["K"], by=owner)
    assert "rom=k" in client.get(address).content.decode()
    assert book(house, "K", "12–13", by=stranger).is_live


def test_an_old_copy_of_a_space_laid_down_cannot_be_had(house, owner, stranger):
    old = Space.objects.select_related("venue").get(pk=house["K"].pk)
    archive_space(house["K"], by=owner, at=NOW)

    with pytest.raises(RefusedError, match="archived"):
        request_booking(spaces=[old], period=span("12–13"), details=Details("Te"), by=stranger, at=NOW)
    assert not Booking.objects.exists()


def test_other_houses_are_not_touched(house, owner):
    other = make_house("naboen")
    booking = book(other, "AB", "10–12", by=owner)

    remake(house, "AB", "ABK", by=owner)

    assert taken(booking) == "AB"
