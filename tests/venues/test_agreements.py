"""New opening hours, and what was agreed to happen in the old ones: never left outside unknowingly."""

import datetime as dt
import html
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from booking.enums import BookingState, Visibility
from booking.models import Booking
from programmes.models import Occurrence
from programmes.operations.occurrences import add_occurrence
from programmes.operations.rooms import take_rooms
from tests.booking.views.test_races import all_at_once
from tests.factories.fixed_loans import ask
from tests.factories.house import DAY, NOW, book, make_house, span
from tests.factories.programme import make_activity, repeat_weekly
from venues.agreements import hold_hours
from venues.enums import HoldsIn
from venues.models import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday, Venue
from venues.operations import appoint_host
from website.accounts import roles
from website.accounts.models import User
from website.core import clock
from website.core.models import OutgoingMail

pytestmark = pytest.mark.django_db
NEW_DAY = reverse("opening-exceptions:add")
WHY = "Vannlekkasje."
NOON = {"opens": "12:00", "closes": "22:00", "holds_in": "always"}


@pytest.fixture(autouse=True)
def january(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def desk(house, client):
    person = User.objects.create_user("vert@example.no", first_name="Vera", last_name="Vert", is_staff=True)
    appoint_host(house.venue, person, first=NOW.date(), today=NOW.date())
    client.force_login(person)
    return client


def closed(house, **fields):
    return {"venue": house.venue.pk, "date": str(DAY), "reason": WHY} | fields


def asked(answer) -> list[str]:
    """What the page asks about, and that it does so."""
    assert answer.status_code == 422
    return [one.title for one, _answer in answer.context["asked"]]


def rest(answer: str) -> dict:
    """Of all there is, as the page shows it."""
    loans, dates = (rows.values_list("uuid", flat=True) for rows in (Booking.objects, Occurrence.objects))
    return {"resten": answer, "vist": [*(f"lan-{uuid}" for uuid in loans), *(f"dato-{uuid}" for uuid in dates)]}


def told() -> Counter[str]:
    return Counter(OutgoingMail.objects.filter(subject__startswith="Avlyst").values_list("to", flat=True))


def test_closing_a_day_lists_loans_requests_and_dates_and_stores_nothing(desk, house, owner, stranger):
    house.set("B", needs_approval=True)
    book(house, "A", "10–12", by=owner, title="Øving")
    book(house, "B", "11–12", by=stranger, title="Kurs")
    book(house, "A", "10–12", by=owner, title="Dagen etter", day=DAY + dt.timedelta(days=1))
    add_occurrence(make_activity(house, by=owner), span("18–20"), at=NOW)

    answer = desk.post(NEW_DAY, closed(house))

    assert asked(answer) == ["Øving", "Kurs", "Språkkafé"]
    assert "3 avtaler blir stående utenfor åpningstiden" in answer.content.decode()
    assert ("reason", WHY) in answer.context["typed"]
    assert not OpeningException.objects.exists()
    assert not told()


def test_what_is_decided_for_each_is_done_with_the_new_hours(desk, house, owner, stranger):
    ends = [book(house, name, "10–12", by=owner, title="Øving") for name in "AB"]
    stays, date = book(house, "C", "10–12", by=stranger), add_occurrence(make_activity(house), span("18–20"), at=NOW)
    form = closed(house, melding=WHY) | rest("cancel") | {f"lan-{stays.uuid}": "keep"}

    assert desk.post(NEW_DAY, form).status_code == 302

    assert OpeningException.objects.get().reason == WHY
    assert {one.state for one in Booking.objects.filter(booked_by=owner)} == {BookingState.CANCELLED}
    assert Booking.objects.get(booked_by=stranger).state == BookingState.CONFIRMED
    date.refresh_from_db()
    assert (date.is_cancelled, date.reason) == (True, WHY)
    assert told() == {"eier@example.no": 1}
    mail = OutgoingMail.objects.get(subject__startswith="Avlyst")
    assert mail.subject == "Avlyst: 2 lån, det første tirsdag 5. januar"
    assert WHY in mail.body
    assert all(f"{one.get_absolute_url()}" in mail.body and str(one.uuid) in mail.calendar for one in ends)


@pytest.mark.django_db(transaction=True)
def test_an_open_loan_that_is_cancelled_takes_its_date_off_the_programme(owner):
    house = make_house()
    chief = Client()
    chief.force_login(User.objects.create_superuser("sjef@example.no"))
    book(house, "A", "10–12", by=owner, visibility=Visibility.PUBLIC)
    chief.post(NEW_DAY, closed(house, melding=WHY) | rest("cancel"))

    assert Occurrence.objects.get().is_cancelled


def shorter(house, desk):
    rule = OpeningRule.objects.get(venue=house.venue, weekday=DAY.weekday())
    form = {"venue": house.venue.pk, "weekday": rule.weekday, **NOON}
    return reverse("opening-rules:edit", args=[rule.pk]), form


def deleted(house, desk):
    return reverse("opening-rules:delete", args=[OpeningRule.objects.get(weekday=DAY.weekday()).pk]), {}


def other_weeks(house, desk):
    form = {"venue": house.venue.pk, "weekday": 6, **NOON}
    return reverse("opening-rules:add"), form | {"valid_from": "2027-01-01", "valid_to": "2027-01-31"}


def own_hours_of_the_room(house, desk):
    form = {"venue": house.venue.pk, "space": house["A"].pk, "weekday": 0, **NOON}
    return reverse("opening-rules:add"), form


def moved_exception(house, desk):
    found = OpeningException.objects.create(venue=house.venue, date=DAY - dt.timedelta(days=1))
    return reverse("opening-exceptions:edit", args=[found.pk]), closed(house)


def summer(house, **fields):
    return {"venue": house.venue.pk, "valid_from": "2027-01-01", "valid_to": "2027-01-31", "reason": WHY} | fields


def closed_period(house, desk):
    return reverse("closed-periods:add"), summer(house)


def closed_period_of_the_room(house, desk):
    return reverse("closed-periods:add"), summer(house, space=house["A"].pk)


def longer_closed_period(house, desk):
    found = ClosedPeriod.objects.create(venue=house.venue, valid_from="2027-01-01", valid_to="2027-01-01", reason="X")
    return reverse("closed-periods:edit", args=[found.pk]), summer(house)


def deleted_week_inside_a_closed_month(house, desk):
    week = {"valid_from": "2027-01-04", "valid_to": "2027-01-10", "opens": dt.time(8), "closes": dt.time(22)}
    found = OpeningRule.objects.create(venue=house.venue, weekday=DAY.weekday(), **week)
    ClosedPeriod.objects.create(venue=house.venue, valid_from="2027-01-01", valid_to="2027-01-31", reason=WHY)
    return reverse("opening-rules:delete", args=[found.pk]), {}


def only_in_school_holidays(house, desk):
    address, form = shorter(house, desk)
    return address, form | {"opens": "08:00", "holds_in": "holidays"}


ASKING = [shorter, deleted, other_weeks, own_hours_of_the_room, moved_exception]
ASKING += [closed_period, closed_period_of_the_room, longer_closed_period, deleted_week_inside_a_closed_month]


def everything_said():
    models = OpeningRule, OpeningException, ClosedPeriod, SchoolHoliday
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("change", [*ASKING, only_in_school_holidays])
def test_every_way_to_change_hours_asks(desk, house, owner, change):
    book(house, "A", "10–12", by=owner, title="Øving")
    address, form = change(house, desk)
    before = everything_said()

    assert asked(desk.post(address, form)) == ["Øving"]
    assert everything_said() == before

    assert desk.post(address, form | rest("keep")).status_code == 302
    assert everything_said() != before
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_a_room_that_is_closed_alone_asks_about_its_own_loans_only(desk, house, owner):
    for name in "AB":
        book(house, name, "10–12", by=owner, title=name)
    assert asked(desk.post(*closed_period_of_the_room(house, desk))) == ["A"]


@pytest.fixture
def term_editor(client, house):
    """The house is open in term alone, in the first week of January there is none."""
    OpeningRule.objects.update(holds_in=HoldsIn.TERM)
    client.force_login(User.objects.create_superuser("alt@example.no"))
    return client


CHRISTMAS = {"name": "Juleferie", "valid_from": "2026-12-21", "valid_to": "2027-01-08"}


def test_a_school_holiday_asks_about_what_the_houses_that_follow_it_have_agreed(term_editor, house, owner):
    book(house, "A", "10–12", by=owner, title="Øving")
    book(make_house("naboen"), "A", "10–12", by=owner, title="Hos naboen")
    add = reverse("school-holidays:add")

    assert asked(term_editor.post(add, CHRISTMAS)) == ["Øving"]
    assert not SchoolHoliday.objects.exists()
    assert term_editor.post(add, CHRISTMAS | rest("cancel") | {"melding": WHY}).status_code == 302
    assert SchoolHoliday.objects.get().name == "Juleferie"
    assert Booking.objects.get(title="Øving").state == BookingState.CANCELLED


def test_a_school_holiday_that_is_moved_or_taken_away_asks(term_editor, house, owner):
    found = SchoolHoliday.objects.create(**CHRISTMAS | {"valid_to": "2027-01-01"})
    book(house, "A", "10–12", by=owner, title="Øving")
    assert asked(term_editor.post(reverse("school-holidays:edit", args=[found.pk]), CHRISTMAS)) == ["Øving"]

    OpeningRule.objects.update(holds_in=HoldsIn.HOLIDAYS)
    SchoolHoliday.objects.update(valid_to="2027-01-08")
    assert asked(term_editor.post(reverse("school-holidays:delete", args=[found.pk]))) == ["Øving"]
    assert SchoolHoliday.objects.exists()


def test_a_house_that_begins_to_close_on_holidays_asks(client, editor, house, owner):
    book(house, "A", "10–12", by=owner, title="Frokost", day=dt.date(2027, 5, 17))
    address = reverse("venues:edit", args=[house.venue.pk])
    form = {"name": house.venue.name, "kind": "house", "town": "Fredrikstad", "is_public": "on"}

    assert asked(client.post(address, form | {"closed_on_holidays": "on"})) == ["Opptatt"]
    assert not Venue.objects.get().closed_on_holidays

    client.post(address, form | {"closed_on_holidays": "on"} | rest("keep"))
    assert Venue.objects.get().closed_on_holidays


@pytest.fixture
def editor(client, stranger):
    roles.give_role(stranger.pk, roles.EDITOR)
    client.force_login(User.objects.get(pk=stranger.pk))
    return stranger


def test_s133_an_editor_reads_no_more_of_loans_than_everyone_and_cancels_none(client, editor, house, owner):
    loan = book(house, "A", "10–12", by=owner, title="Samtalegruppe")
    page = client.post(NEW_DAY, closed(house))
    text = page.content.decode()

    assert asked(page) == ["Opptatt"]
    assert "Samtalegruppe" not in text
    assert "Eva Eier" not in text
    assert "Bare verten kan avlyse dette lånet." in text
    assert f'name="lan-{loan.uuid}" value="cancel"' not in text

    for answer in ({f"lan-{loan.uuid}": "cancel"}, rest("cancel")):
        assert asked(client.post(NEW_DAY, closed(house, melding=WHY) | answer)) == ["Opptatt"]
    assert Booking.objects.get().state == BookingState.CONFIRMED

    client.post(NEW_DAY, closed(house) | {f"lan-{loan.uuid}": "keep"})
    assert OpeningException.objects.exists()


def test_an_editor_cancels_what_the_house_has_set_up_for_its_programme(client, editor, house, owner):
    cafe = make_activity(house, by=owner, space=house["A"])
    take_rooms(repeat_weekly(cafe, first=DAY, until=DAY).occurrences.all(), by=editor, at=NOW)
    loan = Booking.objects.get()

    assert asked(client.post(NEW_DAY, closed(house))) == ["Språkkafé"]
    client.post(NEW_DAY, closed(house, melding=WHY) | {f"lan-{loan.uuid}": "cancel"})

    assert Booking.objects.get().state == BookingState.CANCELLED


def test_s133_a_host_does_not_decide_about_a_loan_of_their_own(desk, house):
    loan = book(house, "A", "10–12", by=User.objects.get(email="vert@example.no"), title="Min egen fest")
    answer = desk.post(NEW_DAY, closed(house, melding=WHY) | {f"lan-{loan.uuid}": "cancel"})

    assert asked(answer) == ["Min egen fest"]
    assert "Dette er ditt eget lån. Gi det tilbake fra Min side" in answer.content.decode()
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_hours_that_leave_nothing_outside_are_saved_at_once(desk, house, owner):
    book(house, "A", "10–12", by=owner)
    answer = desk.post(NEW_DAY, closed(house, opens="10:00", closes="12:00"), follow=True)
    assert OpeningException.objects.exists()
    assert "Avvikende dag «tirsdag 5. januar» opprettet." in html.unescape(answer.content.decode())


def test_what_was_kept_outside_once_is_not_asked_about_again(desk, house, owner):
    book(house, "A", "10–12", by=owner)
    desk.post(NEW_DAY, closed(house) | rest("keep"))
    found = OpeningException.objects.get()
    answer = desk.post(reverse("opening-exceptions:edit", args=[found.pk]), closed(house, reason="Maling"))
    assert answer.status_code == 302


def test_nothing_is_cancelled_without_a_reason(desk, house, owner):
    book(house, "A", "10–12", by=owner)
    answer = desk.post(NEW_DAY, closed(house, melding="  ") | rest("cancel"))
    assert asked(answer) == ["Møte"]
    assert "Skriv hvorfor. De som hadde en avtale, leser det." in answer.content.decode()
    assert not OpeningException.objects.exists()


def test_the_rest_is_what_the_page_showed_and_a_loan_made_since_is_asked_about(desk, house, owner, stranger):
    for name in "AB":
        book(house, name, "10–12", by=owner, title="Øving")
    page = desk.post(NEW_DAY, closed(house)).content.decode()
    form = closed(house, melding=WHY, resten="cancel", vist=re.findall(r'name="vist" value="(.+?)"', page))
    book(house, "C", "14–16", by=stranger, title="Nytt")

    assert asked(desk.post(NEW_DAY, form)) == ["Øving", "Øving", "Nytt"]
    assert not Booking.objects.filter(state=BookingState.CANCELLED).exists()

    del form["vist"]
    assert desk.post(NEW_DAY, form | rest("cancel")).status_code == 302
    assert told() == {"eier@example.no": 1, "fremmed@example.no": 1}


@pytest.mark.parametrize("nonsense", ["", "x", "\x00", "9" * 5000])
def test_nonsense_for_an_answer_is_none(desk, house, owner, nonsense):
    booking = book(house, "A", "10–12", by=owner)
    form = closed(house) | {f"lan-{booking.uuid}": nonsense, "melding": nonsense} | rest(nonsense)
    for shown in (form, form | {"vist": nonsense}):
        assert desk.post(NEW_DAY, shown).status_code == 422
    assert Booking.objects.get().state == BookingState.CONFIRMED


def test_asking_costs_the_same_for_many(desk, house, owner, django_assert_max_num_queries):
    book(house, "A", "8–9", by=owner)
    desk.post(NEW_DAY, closed(house))
    with django_assert_max_num_queries(55) as few:
        asked(desk.post(NEW_DAY, closed(house)))
    for hour in range(9, 20):
        book(house, "A", f"{hour}–{hour + 1}", by=owner)
    ask(house, "C", by=owner)
    with django_assert_max_num_queries(len(few)):
        asked(desk.post(NEW_DAY, closed(house)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_s173_a_loan_made_while_the_day_is_closed_is_refused_or_asked_about(owner, _again):
    house = make_house()
    person = User.objects.create_superuser("sjef@example.no")
    asker, host = Client(raise_request_exception=False), Client(raise_request_exception=False)
    asker.force_login(owner)
    host.force_login(person)
    wish = {"rom": "a", "dato": str(DAY), "fra": "10:00", "til": "12:00", "tittel": "Øving"}
    wish["nokkel"] = "6f1c0a52-8f0e-4f6c-9d55-0b8b6f8b1f01"

    booked, closes = all_at_once(
        [lambda: asker.post("/lan-lokaler/dhh/bestill/", wish), lambda: host.post(NEW_DAY, closed(house))]
    )

    assert (booked.status_code, closes.status_code) in {(302, 422), (409, 302), (422, 302)}
    assert Booking.objects.exists() != OpeningException.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [False, True], ids=["one date", "repeated"])
def test_new_hours_wait_for_who_makes_dates_and_ask_about_them(owner, again):
    house = make_house()
    activity, host = make_activity(house, by=owner), Client()
    host.force_login(User.objects.create_superuser("sjef@example.no"))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            if again:
                repeat_weekly(activity, first=DAY, until=DAY)
            else:
                add_occurrence(activity, span("18–20"), at=NOW)
            closes = pool.submit(and_hang_up, lambda: host.post(NEW_DAY, closed(house)))
            wait([closes], timeout=1)
        assert asked(closes.result()) == ["Språkkafé"]


@pytest.mark.django_db(transaction=True)
def test_dates_wait_for_new_hours_and_the_form_asks(owner):
    house = make_house()
    activity, chief = make_activity(house, by=owner), Client()
    chief.force_login(User.objects.create_superuser("sjef@example.no"))
    page, form = reverse("programme_dates:dates", args=[activity.pk]), {"dag": DAY, "fra": "18:00", "til": "20:00"}

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hold_hours([house.venue.pk])
            dates = pool.submit(and_hang_up, lambda: chief.post(page, form))
            wait([dates], timeout=1)
            OpeningException.objects.create(venue=house.venue, date=DAY, reason=WHY)
        assert "Det er stengt tirsdag 5. januar" in dates.result().content.decode()
    assert not Occurrence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_long_is_told_to_try_again(owner):
    house = make_house()
    activity, chief = make_activity(house, by=owner), Client()
    chief.force_login(User.objects.create_superuser("sjef@example.no"))
    page, form = reverse("programme_dates:dates", args=[activity.pk]), {"dag": DAY, "fra": "18:00", "til": "20:00"}

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        hold_hours([house.venue.pk])
        dates = pool.submit(and_hang_up, lambda: chief.post(page, form), patience="100ms").result()
    assert dates.status_code == 422
    assert "Prøv igjen om et øyeblikk." in dates.content.decode()


def and_hang_up(call, *, patience="0"):
    """In a thread, which has a connection of its own."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [patience])
        return call()
    finally:
        connection.close()
