"""A booking becomes another: time, rooms, words. Same identity, the rules of new ones, one mail."""

import datetime as dt

import pytest

from booking.enums import BookingState, Visibility
from booking.models import Booking, Claim
from booking.operations.bookings import Details, approve_booking, request_booking
from booking.operations.moves import change_booking, end_early, foresee, remarks
from booking.operations.wanted import Wanted
from tests.factories.house import NOW, add_chairs, book, moment, span
from website.accounts.models import Organisation, User
from website.core.models import OutgoingMail
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(db) -> User:
    return User.objects.create_user("vert@example.no", first_name="Vera")


def wanted(house, booking, *, hours=None, rooms=None, **changes) -> Wanted:
    """The booking as it is, but for what is said."""
    names = ("title", "note", "people", "quantity", "visibility")
    spaces = [house[name] for name in rooms] if rooms else list(booking.spaces.select_related("venue"))
    outer = {name: changes.pop(name) for name in ("reason", "by_host") if name in changes}
    details = Details(**{name: getattr(booking, name) for name in names} | changes)
    return Wanted(spaces, span(hours) if hours else booking.period, details, **outer)


def change(house, booking, *, by, at=NOW, version=None, **changes) -> Booking:
    return change_booking(booking, wanted(house, booking, **changes), by=by, at=at, version=version)


def taken() -> set:
    return {(row.unit.name, row.span.lower, row.span.upper) for row in Claim.objects.select_related("unit")}


def slot(units, hours) -> set:
    return {(unit, span(hours).starts_at, span(hours).ends_at) for unit in units}


def test_time_and_room_are_other_ones_and_the_booking_is_the_same(house, owner):
    booking = book(house, "A", "10–12", by=owner)
    after = change(house, booking, by=owner, hours="14–17", rooms=["AB", "K"], title="Øving")
    assert (after.pk, after.uuid, after.sequence, after.version) == (booking.pk, booking.uuid, 1, 2)
    assert (after.title, after.period, taken()) == ("Øving", span("14–17"), slot("ABK", "14–17"))
    mail = OutgoingMail.objects.latest("pk")
    assert (OutgoingMail.objects.count(), mail.calendar_method) == (2, "REQUEST")
    assert mail.subject == "Endret: AB, K tirsdag 5. januar kl. 14:00–17:00"
    assert "Før: A tirsdag 5. januar kl. 10:00–12:00" in mail.body
    assert {"SEQUENCE:1", "STATUS:CONFIRMED"} <= set(mail.calendar.splitlines())


def test_of_two_forms_opened_at_once_the_second_is_refused(house, owner):
    booking = book(house, "A", "10–12", by=owner)
    change(house, booking, by=owner, hours="14–15", version=1)
    with pytest.raises(RefusedError, match="changed"):
        change(house, booking, by=owner, hours="16–17", version=1)
    assert Booking.objects.get().period == span("14–15")


def test_the_rules_of_new_bookings_hold_and_nothing_is_lost(house, owner, stranger):
    house.set("A", max_minutes=120, grid_minutes=30)
    booking = book(house, "A", "10–12", by=owner)
    book(house, "A", "14–16", by=stranger)
    for hours, code in {"10–13": "too_long", "10:15–11:15": None, "9:15–10:15": "grid", "15–16": "taken"}.items():
        if code:
            with pytest.raises(RefusedError, match=code):
                change(house, booking, by=owner, hours=hours)
    assert slot("A", "10–12") <= taken()


@pytest.mark.parametrize("change_to", [{"hours": "11–12"}, {"hours": "10–11"}, {"rooms": ["A"]}])
def test_less_of_the_same_is_given_back_until_it_begins_and_asks_nobody(house, owner, stranger, change_to):
    for name in "AB":
        house.set(name, needs_approval=True, cancel_hours=48, min_minutes=120, buffer_after_minutes=30)
    period = span("10–12")
    spaces = [house["A"], house["B"]]
    booking = request_booking(spaces=spaces, period=period, details=Details("Møte"), by=owner, at=NOW)
    approve_booking(booking, by=stranger, at=NOW)
    for name in "AB":
        house.set(name, buffer_after_minutes=240)  # the buffers stay those it was made with
    after = change(house, booking, by=owner, at=moment("9:59"), **change_to)
    assert after.state == BookingState.CONFIRMED
    assert after.decided_by == stranger
    assert taken() == slot(change_to.get("rooms", "AB"), change_to.get("hours", "10–12"))
    assert {row.span_after.upper - row.span.upper for row in Claim.objects.all()} == {dt.timedelta(minutes=30)}
    with pytest.raises(RefusedError, match="begun"):
        change(house, after, by=owner, at=moment("11"), title="Noe annet")


def test_some_of_many_alike_are_given_back(house, owner):
    add_chairs(house, 10, by=owner)
    spaces = [house["A"], house["Chairs"]]
    booking = request_booking(
        spaces=spaces, period=span("10–12"), details=Details("Møte", quantity=6), by=owner, at=NOW
    )
    change(house, booking, by=owner, quantity=2)
    assert Claim.objects.count() == 3
    change(house, Booking.objects.get(), by=owner, quantity=None, rooms=["A"], hours="11–12")
    assert taken() == slot("A", "11–12")


def test_after_the_deadline_only_words_and_less_are_changed(house, owner):
    house.set("A", cancel_hours=12)
    booking, late = book(house, "A", "10–12", by=owner), moment("8")
    for changes in ({"hours": "11–13"}, {"rooms": ["A", "K"]}):
        with pytest.raises(RefusedError, match="deadline"):
            change(house, booking, by=owner, at=late, **changes)
    assert change(house, booking, by=owner, at=late, title="Nytt navn", hours="10–11").title == "Nytt navn"


def test_other_times_of_a_room_on_request_are_asked_for_anew_and_held(house, owner, host, stranger):
    house.set("A", needs_approval=True)
    booking = approve_booking(book(house, "A", "10–12", by=owner), by=host, at=NOW)
    assert change(house, booking, by=owner, note="Vi har nøkkel").state == BookingState.CONFIRMED
    booking.refresh_from_db()
    after = change(house, booking, by=owner, hours="14–16")
    assert (after.state, after.decided_by, taken()) == (BookingState.REQUESTED, None, slot("A", "14–16"))
    mail = OutgoingMail.objects.latest("pk")
    assert mail.subject.startswith("Endret, venter på svar: A ")
    assert {"SEQUENCE:3", "STATUS:TENTATIVE"} <= set(mail.calendar.splitlines())
    assert approve_booking(after, by=host, at=NOW).state == BookingState.CONFIRMED
    with pytest.raises(RefusedError, match="taken"):
        book(house, "Hall", "15–16", by=stranger)


def test_a_request_for_a_room_that_needs_no_yes_is_confirmed_at_once(house, owner):
    house.set("A", needs_approval=True)
    booking = book(house, "A", "10–12", by=owner)
    assert change(house, booking, by=owner, rooms=["K"]).state == BookingState.CONFIRMED


def test_a_trusted_organisation_asks_nobody(house, owner):
    house.set("A", needs_approval=True)
    choir = Organisation.objects.create(name="Koret", slug="koret", is_trusted=True)
    booking = book(house, "A", "10–12", by=owner, organisation=choir)
    assert change(house, booking, by=owner, hours="14–16").state == BookingState.CONFIRMED


def test_new_words_for_everyone_need_somebody_to_stand_for_them(house, owner, host):
    house.set("A", needs_approval=True)
    booking = book(house, "A", "10–12", by=owner, title="Kor", visibility=Visibility.PUBLIC)
    approve_booking(booking, by=host, at=NOW)
    assert change(house, booking, by=owner, note="Hei").public_title == "Kor"
    booking.refresh_from_db()
    after = change(house, booking, by=owner, title="Noe stygt")
    assert (after.state, after.public_title) == (BookingState.CONFIRMED, "")
    assert change(house, after, by=host, hours="11–12", by_host=True, reason="Vask").public_title == "Noe stygt"


def test_a_host_is_told_of_the_rules_and_bound_by_what_is_taken(house, owner, host, stranger):
    house.set("A", max_minutes=60, needs_approval=True)
    booking = approve_booking(book(house, "A", "10–11", by=owner), by=host, at=NOW)
    book(house, "B", "14–16", by=stranger)
    longer = wanted(house, booking, hours="10–14", by_host=True, reason="Salen skal vaskes")
    assert [why.code for why in remarks(booking, longer, at=NOW)] == ["too_long"]
    after = change_booking(booking, longer, by=host, at=NOW)
    assert (after.state, after.decided_by, after.reason) == (BookingState.CONFIRMED, host, "Salen skal vaskes")
    assert "Begrunnelse: Salen skal vaskes" in OutgoingMail.objects.latest("pk").body
    for hours, rooms, code in (("14–16", ["AB"], "taken"), ("7–8", ["K"], "past")):
        with pytest.raises(RefusedError, match=code):
            change(house, after, by=host, hours=hours, rooms=rooms, by_host=True, at=moment("7:30"))


def test_looking_ahead_changes_nothing(house, owner):
    booking = book(house, "A", "10–12", by=owner)
    house.set("K", needs_approval=True)
    after = foresee(booking, wanted(house, booking, hours="14–16", rooms=["K"]), by=owner, at=NOW)
    assert after.state == BookingState.REQUESTED
    assert remarks(booking, wanted(house, booking, hours="20–23"), at=NOW)
    booking.refresh_from_db()
    assert (booking.version, booking.state, taken()) == (1, BookingState.CONFIRMED, slot("A", "10–12"))
    assert OutgoingMail.objects.count() == 1


def test_who_leaves_early_frees_the_rest_from_the_next_minute(house, owner, stranger):
    house.set("A", cancel_hours=48)
    booking = book(house, "A", "10–12", by=owner)
    now = moment("10:30") + dt.timedelta(seconds=20)
    after = end_early(booking, by=owner, at=now)
    assert (after.ends_at, taken()) == (moment("10:31"), slot("A", "10–10:31"))
    assert book(house, "A", "10:45–11:45", by=stranger, at=now).is_live
    for when in ("10:31", "9"):
        with pytest.raises(RefusedError, match="not_on"):
            end_early(booking, by=owner, at=moment(when))
