"""When an activity happens, in the admin: new dates, rooms with them, one date changed, a repetition ended."""

import datetime as dt

import pytest
from django.urls import reverse

from booking.models import Booking
from booking.operations.bookings import cancel_booking
from programmes.enums import OccurrenceState, SeatRole
from programmes.models import ActivitySeries, Occurrence
from programmes.operations.communities import open_community
from programmes.operations.occurrences import cancel_occurrence, move_occurrence
from programmes.operations.rooms import take_rooms
from programmes.operations.seats import give_seat
from programmes.operations.series import end_series, expand_due, repeat_activity
from tests.factories.house import NOW, book, make_house, span
from tests.factories.programme import make_activity, repeat_weekly
from venues.models import OpeningException
from venues.operations import appoint_host
from website.accounts import roles
from website.accounts.models import User
from website.core import clock, recurrence
from website.core.models import OutgoingMail
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def january(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def editor(owner):
    roles.give_role(owner.pk, roles.EDITOR)
    return User.objects.get(pk=owner.pk)


@pytest.fixture
def cafe(house, editor):
    return make_activity(house, by=editor, space=house["A"])


def address(activity, name="dates"):
    return reverse(f"programme_dates:{name}", args=[activity.pk])


def when(**fields):
    return {"dag": "2027-01-05", "fra": "18:00", "til": "20:00"} | fields


def starts():
    local = (clock.local(found.starts_at) for found in Occurrence.objects.order_by("starts_at"))
    return [f"{start:%d.%m %H:%M}" for start in local]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["05.01 18:00"]),
        ({"gjentas": "1", "siste": "2027-01-19"}, ["05.01 18:00", "12.01 18:00", "19.01 18:00"]),
        (
            {"gjentas": "1", "ukedager": ["1", "3"], "siste": "2027-01-12"},
            ["05.01 18:00", "07.01 18:00", "12.01 18:00"],
        ),
        ({"gjentas": "2", "siste": "2027-02-02"}, ["05.01 18:00", "19.01 18:00", "02.02 18:00"]),
        ({"gjentas": "maned", "siste": "2027-03-31"}, ["05.01 18:00", "02.02 18:00", "02.03 18:00"]),
        (
            {"dag": "2027-01-30", "gjentas": "maned", "siste": "2027-03-31"},
            ["30.01 18:00", "27.02 18:00", "27.03 18:00"],
        ),
    ],
)
def test_dates_come_as_the_rule_says(client, editor, cafe, fields, expected):
    client.force_login(editor)

    assert client.post(address(cafe), when(**fields)).status_code == 302

    assert starts() == expected


def test_the_room_is_taken_with_the_dates_and_what_is_not_free_is_told(client, editor, cafe, house, stranger):
    book(house, "A", "19–21", by=stranger, day=TUESDAY + dt.timedelta(weeks=1))
    client.force_login(editor)

    answer = client.post(address(cafe), when(gjentas="1", siste="2027-01-19", rom="on"), follow=True)

    assert Booking.objects.filter(occurrence__isnull=False).count() == 2
    text = answer.content.decode()
    assert "Tirsdag 12. januar uten rom:" in text
    assert text.count("Uten rom") == 1


def test_the_rest_of_the_rooms_can_be_taken_later(client, editor, cafe):
    repeat_weekly(cafe, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=1), by=editor)
    client.force_login(editor)

    client.post(address(cafe, "rooms"))

    assert Booking.objects.count() == 2


def test_a_cancelled_date_takes_no_room(client, editor, cafe):
    series = repeat_weekly(cafe, first=TUESDAY, until=TUESDAY, by=editor)
    series.occurrences.update(state=OccurrenceState.CANCELLED)

    assert take_rooms(series.occurrences.all(), by=editor, at=NOW) == []
    assert not Booking.objects.exists()


def test_an_evening_may_go_on_after_midnight(client, editor, cafe):
    client.force_login(editor)

    client.post(address(cafe), when(fra="21:00", til="01:30", likevel="on"))

    assert Occurrence.objects.get().period == span("21–25:30")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"dag": ""}, "dag", "Velg en dag."),
        ({"dag": "2027-01-03"}, "dag", "Velg en dag som ikke har vært."),
        ({"dag": "2031-01-03"}, "dag", "Velg en dag som er mindre enn to år unna."),
        ({"til": "18:00"}, "til", "Det må slutte etter at det begynner."),
        ({"fra": "kveld"}, "fra", "Skriv klokkeslettet slik: 17:30."),
        ({"gjentas": "1", "siste": "2027-01-01"}, "siste", "Siste dag må være etter den første."),
        ({"dag": "2027-03-28", "fra": "02:30", "til": "04:00"}, "fra", "Klokka stilles denne natten"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_stored(client, editor, cafe, fields, field, sentence):
    client.force_login(editor)

    answer = client.post(address(cafe), when(**fields))

    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert not Occurrence.objects.exists()
    assert not ActivitySeries.objects.exists()


def the_date(cafe, editor):
    return repeat_weekly(cafe, first=TUESDAY, until=TUESDAY, by=editor).occurrences.get()


def test_a_date_moves_with_its_room(client, editor, cafe):
    date = the_date(cafe, editor)
    take_rooms(Occurrence.objects.all(), by=editor, at=NOW)
    client.force_login(editor)

    client.post(address(date, "date"), when(fra="10:00", til="12:00", gjor="flytt", grunn="Huset er opptatt"))

    date.refresh_from_db()
    assert (date.period, date.state, date.booking.period) == (span("10–12"), OccurrenceState.MOVED, span("10–12"))


def test_a_date_that_cannot_move_stays_and_the_form_says_why(client, editor, cafe, house, stranger):
    date = the_date(cafe, editor)
    take_rooms(Occurrence.objects.all(), by=editor, at=NOW)
    book(house, "A", "10–12", by=stranger)
    client.force_login(editor)

    answer = client.post(address(date, "date"), when(fra="11:00", til="13:00", gjor="flytt", grunn="Huset er opptatt"))

    assert answer.status_code == 422
    assert "Huset er opptatt" in answer.content.decode()
    assert "opptatt" in str(answer.context["move"].non_field_errors())
    assert Occurrence.objects.get().period == span("18–20")


def test_a_date_called_off_says_why_and_gives_the_room_back(client, editor, cafe):
    date = the_date(cafe, editor)
    take_rooms(Occurrence.objects.all(), by=editor, at=NOW)
    client.force_login(editor)

    assert client.post(address(date, "date"), {"gjor": "avlys"}).status_code == 422
    assert client.post(address(date, "date"), {"gjor": "avlys", "grunn": "Sykdom"}).status_code == 302

    date.refresh_from_db()
    assert (date.state, date.reason, date.booking.is_live) == (OccurrenceState.CANCELLED, "Sykdom", False)


def test_a_repetition_ends_and_later_dates_are_called_off(client, editor, cafe):
    series = repeat_weekly(cafe, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=3), by=editor)
    client.force_login(editor)
    assert "hver uke tirsdag kl. 18:00 fra 5. januar 2027" in client.get(address(series, "end")).content.decode()

    client.post(address(series, "end"), {"siste": "2027-01-12"})

    assert list(series.occurrences.order_by("starts_at").values_list("state", flat=True)) == [
        "scheduled",
        "scheduled",
        "cancelled",
        "cancelled",
    ]


@pytest.fixture
def committee(editor, community_index, stranger):
    lisleby = open_community(name="Lisleby", by=editor, at=NOW)
    give_seat(lisleby, stranger, role=SeatRole.LEADER, first=NOW.date(), last=None, today=NOW.date())
    return lisleby


def test_a_committee_sets_dates_but_gives_no_rooms(client, committee, house, stranger, editor):
    activity = make_activity(house, by=editor, space=house["A"], community=committee)
    client.force_login(stranger)

    page = client.get(address(activity)).content.decode()
    client.post(address(activity), when(rom="on"))
    assert client.post(address(activity, "rooms")).status_code == 302  # Wagtail's way of saying no

    assert "Lån lokaler" in page
    assert Occurrence.objects.count() == 1
    assert not Booking.objects.exists()


def test_a_committee_moves_no_loan_the_host_has_agreed_to(client, committee, house, stranger, editor):
    activity = make_activity(house, by=editor, space=house["A"], community=committee)
    date = the_date(activity, editor)
    take_rooms(Occurrence.objects.all(), by=editor, at=NOW)
    client.force_login(stranger)

    answer = client.post(address(date, "date"), when(fra="10:00", til="12:00", gjor="flytt"))

    assert answer.status_code == 422
    assert "Be verten flytte datoen" in answer.content.decode()
    assert Occurrence.objects.get().period == span("18–20")


def test_two_clicks_are_one_wish(client, editor, cafe):
    client.force_login(editor)
    for _click in range(2):
        client.post(address(cafe), when(gjentas="1", siste="2027-01-19"))

    assert Occurrence.objects.count() == 3


def test_a_date_called_off_meanwhile_is_not_said_to_be_moved(client, editor, cafe):
    date = the_date(cafe, editor)
    with pytest.raises(RefusedError, match="handled"):
        Occurrence.objects.update(state=OccurrenceState.CANCELLED)
        move_occurrence(date, span("10–12"), reason="", by=editor, at=NOW)


def test_a_date_whose_room_a_host_has_just_given_away_is_called_off_all_the_same(client, editor, cafe, stranger):
    date = the_date(cafe, editor)
    take_rooms(Occurrence.objects.all(), by=editor, at=NOW)
    date.refresh_from_db()
    stale = Occurrence.objects.select_related("booking").get()
    cancel_booking(date.booking, reason="Vask", by=stranger, at=NOW)

    cancel_occurrence(stale, reason="Sykdom", by=editor, at=NOW)

    assert Occurrence.objects.get().reason == "Sykdom"


def test_the_planner_gets_no_mail_for_each_date(client, editor, cafe, django_capture_on_commit_callbacks):
    series = repeat_weekly(cafe, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=3), by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        take_rooms(series.occurrences.all(), by=editor, at=NOW)
        end_series(series, last=TUESDAY, by=editor, at=NOW)

    assert Booking.objects.filter(state="cancelled").count() == 3
    assert not OutgoingMail.objects.exists()


def test_ending_later_adds_dates_and_ending_back_in_time_changes_no_past(cafe, editor):
    series = repeat_weekly(cafe, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=1), by=editor)

    end_series(series, last=TUESDAY + dt.timedelta(weeks=3), by=editor, at=NOW)
    assert series.occurrences.count() == 4

    later = NOW + dt.timedelta(weeks=2)
    end_series(series, last=TUESDAY - dt.timedelta(weeks=1), by=editor, at=later)
    states = series.occurrences.order_by("starts_at").values_list("state", flat=True)
    assert list(states) == ["scheduled", "scheduled", "cancelled", "cancelled"]


def test_what_happens_every_day_never_runs_out_of_dates(cafe, editor):
    start = dt.datetime.combine(TUESDAY, dt.time(10))
    rule = recurrence.weekly([0, 1, 2, 3, 4, 5, 6])
    series = repeat_activity(cafe, rule=rule, start=start, minutes=60, until=None, by=editor, at=NOW)

    for years in (1, 2, 3, 4):
        expand_due(at=NOW + dt.timedelta(days=365 * years))

    assert series.occurrences.filter(starts_at__year=2032).count() > 20
    assert expand_due(at=NOW + dt.timedelta(days=365 * 4)) == 0


def test_dates_of_others_are_not_there(client, committee, house, stranger, editor, cafe):
    series = repeat_weekly(cafe, first=TUESDAY, until=TUESDAY, by=editor)
    appoint_host(make_house("naboen").venue, stranger, first=NOW.date(), today=NOW.date())
    client.force_login(stranger)
    there = [address(cafe), address(cafe, "rooms"), address(series, "end"), address(series.occurrences.get(), "date")]

    assert [client.post(found, when(gjor="avlys", grunn="Ha!")).status_code for found in there] == [404] * 4
    assert Occurrence.objects.get().state == OccurrenceState.SCHEDULED


def test_the_page_asks_as_often_for_few_as_for_many(client, editor, cafe, django_assert_max_num_queries):
    client.force_login(editor)

    def queries_with(weeks):
        series = repeat_weekly(cafe, first=TUESDAY, until=TUESDAY + dt.timedelta(weeks=weeks), by=editor)
        take_rooms(series.occurrences.all(), by=editor, at=NOW)
        client.get(address(cafe))
        with django_assert_max_num_queries(60) as found:
            client.get(address(cafe))
        return len(found)

    assert queries_with(2) == queries_with(29)


def closed(house, day=TUESDAY, reason="Planleggingsdag"):
    OpeningException.objects.create(venue=house.venue, date=day, reason=reason)


@pytest.mark.parametrize(
    ("fields", "sentence", "expected"),
    [
        ({}, "Det er stengt tirsdag 5. januar (Planleggingsdag) på dette klokkeslettet.", ["05.01 18:00"]),
        (
            {"gjentas": "1", "siste": "2027-01-19"},
            "Det er stengt på 2 av datoene, først tirsdag 5. januar (Plan",
            ["05.01 18:00", "12.01 18:00", "19.01 18:00"],
        ),
        (
            {"gjentas": "1", "fra": "21:00", "til": "23:00", "siste": "2027-01-19"},
            "Det er stengt på 3 av datoene, først",
            ["05.01 21:00", "12.01 21:00", "19.01 21:00"],
        ),
    ],
)
def test_a_date_on_a_closed_day_says_so_at_the_field_and_is_made_knowingly(
    client, editor, cafe, house, fields, sentence, expected
):
    closed(house)
    closed(house, TUESDAY + dt.timedelta(weeks=1))
    client.force_login(editor)

    answer = client.post(address(cafe), when(**fields))
    assert answer.status_code == 422
    assert answer.context["form"].errors["dag"][0].startswith(sentence)
    assert "Ja, legg det inn selv om det er stengt" in answer.content.decode()
    assert not Occurrence.objects.exists()

    assert client.post(address(cafe), when(likevel="on", **fields)).status_code == 302
    assert starts() == expected


@pytest.mark.parametrize(("weeks", "rest"), [([1], ""), (range(1, 11), " og 2 til")])
def test_a_repetition_leaves_out_the_days_it_is_closed_and_says_which(client, editor, cafe, house, weeks, rest):
    for week in weeks:
        closed(house, TUESDAY + dt.timedelta(weeks=week))
    client.force_login(editor)
    fields = when(gjentas="1", siste=str(TUESDAY + dt.timedelta(weeks=len(weeks) + 1)))

    text = client.post(address(cafe), fields, follow=True).content.decode()

    assert len(starts()) == 2
    assert "Stengt, og derfor ikke lagt inn: tirsdag 12. januar" in text
    assert f"{rest}. Legg inn dagen for seg hvis det skjer likevel." in text


def test_the_question_stays_when_it_is_answered_and_something_else_is_wrong(client, editor, cafe):
    client.force_login(editor)
    assert "likevel" in client.post(address(cafe), when(likevel="on", fra="")).content.decode()
    assert "likevel" not in client.post(address(cafe), when(fra="")).content.decode()


def test_a_date_without_room_moves_to_a_closed_day_only_knowingly(client, editor, cafe, house):
    repeat_weekly(cafe, first=TUESDAY, until=TUESDAY)
    closed(house, TUESDAY + dt.timedelta(days=1))
    client.force_login(editor)
    page = reverse("programme_dates:date", args=[Occurrence.objects.get().pk])
    form = when(gjor="flytt", dag="2027-01-06")

    answer = client.post(page, form)
    assert "Det er stengt onsdag 6. januar" in answer.content.decode()
    assert starts() == ["05.01 18:00"]

    client.post(page, form | {"likevel": "on"})
    assert starts() == ["06.01 18:00"]


def test_the_empty_form_asks_nothing_about_closed_days(client, editor, cafe, house):
    client.force_login(editor)
    assert "likevel" not in client.get(address(cafe)).content.decode()
