"""Fixed loans at other hours or in other rooms from one date on, as the one who has them meets it."""

import datetime as dt
import re

import pytest

from booking.enums import BookingState
from booking.models import Booking, BookingSeries, Claim
from booking.operations.bookings import withdraw_booking
from booking.operations.series_changes import answer_series
from booking.operations.series_moves import Move, move_series
from tests.booking.test_races import all_at_once
from tests.factories.fixed_loans import A_WEEK, TUESDAY, ask, weekly
from tests.factories.house import NOW, book, make_house, moment, span
from website.accounts.models import User
from website.core import clock
from website.core.models import OutgoingMail

DAYS = [TUESDAY + number * A_WEEK for number in range(4)]


@pytest.fixture
def asker(client, owner):
    client.force_login(owner)
    return client


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def dates_of(series) -> list[Booking]:
    return list(Booking.objects.filter(uuid__in=series).order_by("starts_at"))


def loans(house, owner, **other) -> list[Booking]:
    return list(ask(house, "A", by=owner, repetition=weekly(4), **other).bookings.order_by("starts_at"))


def address(booking) -> str:
    return f"/lan-lokaler/bestilling/{booking.uuid}/endre-resten/"


def send(client, booking, choices=None, **typed):
    """Look over, and with choices save what was seen."""
    typed = {"rom": "a", "fra": "19:00", "til": "21:00"} | typed
    seen = client.post(address(booking), typed)
    if choices is None:
        return seen
    as_shown = {name: field.initial for name, field in seen.context["dates"].fields.items()}
    return client.post(address(booking), typed | as_shown | choices | {"sett": seen.context["seen"], "bekreft": "1"})


def test_every_date_is_looked_at_and_none_is_in_the_way_of_itself(asker, house, owner, stranger):
    made = loans(house, owner)
    book(house, "AB", "20–22", by=stranger, day=DAYS[2])
    assert address(made[0]) in asker.get(made[0].series.get_absolute_url()).content.decode()
    assert address(made[1]) in asker.get(made[1].get_absolute_url()).content.decode()
    assert "3 datoer fra tirsdag 12. januar kl. 18:00–20:00, A" in text(asker.get(address(made[1])))
    seen = text(send(asker, made[1]))
    assert "2 av 3 datoer er ledige. Ingenting er endret ennå." in seen
    assert "A er opptatt 20:00–22:00." in seen
    assert "La stå som før" in seen
    assert set(Booking.objects.filter(booked_by=owner).values_list("version", flat=True)) == {1}
    assert Claim.objects.filter(booking__in=made).count() == 4


def test_this_and_later_get_the_new_hours_and_keep_their_identity(asker, house, owner, stranger):
    made = loans(house, owner, skipped=[span("18–20", DAYS[3])])
    book(house, "AB", "20–22", by=stranger, day=DAYS[2])
    assert "1 dato er endret." in text(asker.get(send(asker, made[1], {}).url))
    after = dates_of([one.uuid for one in made])
    hours = [span("18–20", DAYS[0]), span("19–21", DAYS[1]), span("18–20", DAYS[2])]
    assert [one.period for one in after] == hours
    assert [(one.pk, one.sequence) for one in after] == [(one.pk, n) for one, n in zip(made, (0, 1, 0), strict=True)]
    earlier, later = BookingSeries.objects.order_by("pk")
    assert [one.series for one in after] == [earlier, later, later]
    assert (earlier.start_time, earlier.until_date) == (dt.time(18), DAYS[1] - dt.timedelta(days=1))
    assert (later.start_time, later.start_date, later.until_date) == (dt.time(19), DAYS[1], DAYS[3])
    assert later.skipped_dates.get().starts_at == span("19–21", DAYS[3]).starts_at
    mail = OutgoingMail.objects.latest("pk")
    assert OutgoingMail.objects.count() == 3  # the series, the stranger's, and one for all that is changed
    assert mail.subject.startswith("Endret: A hver uke tirsdag kl. 19:00")
    assert mail.calendar.count("BEGIN:VEVENT") == 1
    assert "SEQUENCE:1" in mail.calendar.splitlines()


def test_another_room_from_the_first_on_is_the_same_series(asker, house, owner, stranger):
    made = loans(house, owner)
    book(house, "K", "18–20", by=stranger, day=DAYS[2])
    send(asker, made[0], {f"dag-{DAYS[2]}": "b"}, rom="k", fra="18:00", til="20:00")
    after = dates_of([one.uuid for one in made])
    assert [one.spaces.get().name for one in after] == ["K", "K", "B", "K"]
    assert {one.series for one in after} == {BookingSeries.objects.get()}
    assert Claim.objects.filter(booking__in=made).count() == 4


def test_a_host_is_asked_anew_and_it_is_said_before(asker, house, owner, stranger):
    house.set("A", needs_approval=True)
    made = loans(house, owner)
    answer_series(made[0].series, BookingState.CONFIRMED, by=stranger, at=NOW)
    assert "Verten må godkjenne på nytt." in text(send(asker, made[1]))
    send(asker, made[1], {})
    after = dates_of([one.uuid for one in made])
    assert [one.state for one in after] == ["confirmed", *["requested"] * 3]
    answer_series(after[1].series, BookingState.CONFIRMED, by=stranger, at=NOW)
    assert {one.state for one in dates_of([one.uuid for one in made])} == {"confirmed"}


@pytest.mark.parametrize("meanwhile", ["withdrawn", "taken"])
def test_what_changed_while_one_looked_is_shown_and_nothing_is_done(asker, house, owner, stranger, meanwhile):
    made = loans(house, owner)
    typed = {"rom": "a", "fra": "19:00", "til": "21:00"}
    seen = asker.post(address(made[0]), typed)
    if meanwhile == "withdrawn":
        withdraw_booking(made[3], by=owner, at=NOW)
    else:
        book(house, "A", "20–21", by=stranger, day=DAYS[2])
    days = {f"dag-{day}": "ja" for day in DAYS}
    response = asker.post(address(made[0]), typed | days | {"sett": seen.context["seen"], "bekreft": "1"})
    assert response.status_code in {409, 422}
    sentence = "Bestillingen er endret etter at du så den." if meanwhile == "withdrawn" else "Ikke ledig lenger."
    assert sentence in text(response)
    assert BookingSeries.objects.get().start_time == dt.time(18)


def test_nonsense_is_at_its_field_and_what_is_too_near_stands(asker, house, owner, monkeypatch):
    house.set("A", cancel_hours=48)
    made = loans(house, owner)
    assert "Velg et klokkeslett etter 19:00." in text(send(asker, made[0], til="18:00"))
    assert "Velg minst ett rom." in text(send(asker, made[0], rom=[]))
    assert "Du har ikke endret noe ennå." in text(send(asker, made[0], fra="18:00", til="20:00"))
    monkeypatch.setattr(clock, "now", lambda: moment("12"))
    page = text(send(asker, made[0]))
    assert "står som før: tirsdag 5. januar." in page
    assert "3 av 3 datoer er ledige." in page


def test_looking_and_saving_cost_as_much_for_two_dates_as_for_nine(asker, house, owner, django_assert_max_num_queries):
    few = loans(house, owner)[2]
    many = ask(house, "B", by=owner, repetition=weekly(9)).bookings.order_by("starts_at")[0]
    with django_assert_max_num_queries(98) as queries:
        send(asker, few, {})
    with django_assert_max_num_queries(len(queries)):
        send(asker, many, {}, rom="b")


@pytest.mark.django_db(transaction=True)
def test_moved_dates_and_new_loans_never_overlap():
    house = make_house()
    people = [User.objects.create_user(f"{name}@example.no") for name in ("eva", "vera")]
    made = loans(house, people[0])
    moves = [Move(one, span("19–21", day), [house["K"]]) for one, day in zip(made, DAYS, strict=True)]
    answers = all_at_once(
        [
            lambda: move_series(moves, by=people[0], at=NOW),
            *(lambda d=day: book(house, "K", "20–22", by=people[1], day=d) for day in DAYS),
        ]
    )
    won = Booking.objects.filter(booked_by=people[1]).count()
    moved = Booking.objects.filter(booked_by=people[0], version=2).count()
    assert (won, moved) == (0, 4) or (won >= 1 and moved == 0)
    assert sum(answers.values()) == 5
    assert Claim.objects.count() == 4 + won
