"""Times of calendars from outside become closures, around whatever is agreed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from booking.enums import Trouble
from booking.models import Claim, Closure, ExternalCalendar, Hold
from booking.operations import following
from booking.operations.bookings import cancel_booking
from booking.operations.closures import close_and_decide, close_spaces
from booking.operations.following import follow, look_again, note_trouble, stop_following, take_over
from booking.operations.holds import hold_spaces
from booking.queries.explain import explain
from booking.queries.followed import followed_by
from tests.factories.house import DAY, NOW, add_chairs, book, make_house, span
from venues.operations import appoint_host
from website.core import clock
from website.core.models import OutgoingMail
from website.core.periods import Period
from website.core.refusals import RefusedError

MINUTES = [NOW + dt.timedelta(minutes=number) for number in range(60)]


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def host(house, stranger):
    appoint_host(house.venue, stranger, first=NOW.date(), today=NOW.date())
    return stranger


@pytest.fixture
def school(house, owner):
    return followed(house, "A", by=owner)


def followed(house, *names, by, address="https://skole.no/a.ics"):
    spaces = [house[name] for name in names]
    return follow(spaces=spaces, address=address, reason="Skolen bruker salen", by=by, at=NOW)


def taken(house, name="A") -> list[Period]:
    claims = Claim.objects.filter(unit__name=name, closure__isnull=False).order_by("span")
    return [Period(claim.span.lower, claim.span.upper) for claim in claims]


def test_s181_time_of_the_calendar_is_taken_and_says_why(house, school):
    take_over(school, [span("12–14")], at=NOW)

    [refusal] = explain(house["A"], span("13–15"), at=NOW)
    assert "Skolen bruker salen" in str(refusal)
    assert explain(house["A"], span("14–15"), at=NOW) == []
    assert explain(house["B"], span("12–14"), at=NOW) == []


def test_s181_loan_in_the_way_stands_and_the_rest_is_taken_around_it(house, school, owner, host):
    booking = book(house, "Hall", "13–15", by=owner)

    assert take_over(school, [span("12–16")], at=NOW) == [booking]

    assert taken(house) == [span("12–13"), span("15–16")]
    booking.refresh_from_db()
    assert booking.is_live
    [found] = followed_by([house.venue.pk], NOW)
    assert (found.calendar, found.clashes) == (school, [booking])
    mail = OutgoingMail.objects.get(to=host.email)
    assert mail.subject == "Kolliderer med lån: Skolen bruker salen"
    assert "Hall tirsdag 5. januar kl. 13:00–15:00" in mail.body


def test_clash_is_told_once_and_filled_when_the_loan_is_called_off(house, school, owner, host):
    booking = book(house, "A", "13–15", by=owner)
    take_over(school, [span("12–16")], at=NOW)

    assert take_over(school, [span("12–16")], at=NOW) == []
    assert OutgoingMail.objects.filter(subject__startswith="Kolliderer").count() == 1
    cancel_booking(booking, reason="x", by=host, at=NOW)
    take_over(school, None, at=NOW)

    assert taken(house) == [span("12–16")]
    assert followed_by([house.venue.pk], NOW)[0].clashes == []


def test_what_stays_is_left_alone_and_what_is_gone_is_free(house, school):
    take_over(school, [span("8–9"), span("10–11"), span("12–13")], at=NOW)
    before = list(Closure.objects.order_by("starts_at").values_list("pk", flat=True))

    take_over(school, [span("8–9"), span("10–11"), span("15–16")], at=NOW)

    after = list(Closure.objects.order_by("starts_at").values_list("pk", flat=True))
    assert after[:2] == before[:2]
    assert after[2] != before[2]
    assert taken(house) == [span("8–9"), span("10–11"), span("15–16")]
    assert explain(house["A"], span("12–13"), at=NOW) == []


def test_when_most_is_gone_the_same_must_be_said_twice(house, school):
    times = [span("8–9"), span("10–11"), span("12–13")]
    take_over(school, times, at=NOW, etag="1")

    take_over(school, times[:1], at=NOW, etag="2")

    school.refresh_from_db()
    assert (school.trouble, school.etag) == (Trouble.SHRUNK, "")
    assert taken(house) == times
    take_over(school, [], at=NOW)  # another answer: that one must come twice as well
    assert taken(house) == times
    take_over(school, [], at=NOW, etag="3")
    school.refresh_from_db()
    assert (school.trouble, school.trouble_since, school.etag) == ("", None, "3")
    assert taken(house) == []


def test_what_has_been_is_kept_for_a_while(house, school):
    take_over(school, [span("8–9"), span("10–11")], at=NOW)

    take_over(school, [], at=span("9–10").starts_at)
    take_over(school, [], at=span("9–10").starts_at)

    assert taken(house) == [span("8–9")]
    take_over(school, [], at=NOW + dt.timedelta(days=100))
    assert taken(house) == []


def test_person_with_the_form_open_gives_way(house, school, owner):
    hold_spaces(spaces=[house["A"]], period=span("12–13"), key=Hold().key, at=NOW)
    hold_spaces(spaces=[house["A"]], period=span("16–17"), key=Hold().key, at=NOW)

    take_over(school, [span("12–14")], at=NOW)

    assert taken(house) == [span("12–14")]
    assert Claim.objects.filter(hold__isnull=False).count() == 1


def test_several_rooms_and_many_alike_are_taken_whole(house, owner):
    chairs = add_chairs(house, 3, by=owner)
    request = book(house, "Chairs", "12–13", by=owner, quantity=1)
    school = followed(house, "Hall", "Chairs", by=owner)

    assert take_over(school, [span("12–14")], at=NOW) == [request]

    assert all(taken(house, name) == [span("12–14")] for name in "ABC")
    assert Claim.objects.filter(closure__isnull=False, unit__spaces=chairs).count() == 3
    assert explain(chairs, span("13–14"), at=NOW)


def test_two_calendars_and_a_closure_share_the_time(house, school, owner):
    close_spaces(spaces=[house["A"]], period=span("13–15"), reason="Maling", by=owner, at=NOW)
    other = followed(house, "AB", by=owner, address="https://hall.no/b.ics")

    assert take_over(school, [span("12–14")], at=NOW) == []
    assert take_over(other, [span("11–16")], at=NOW) == []

    assert taken(house) == [span("11–12"), span("12–13"), span("13–15"), span("15–16")]
    assert taken(house, "B") == [span("11–16")]


def test_host_closes_over_the_times_of_a_calendar(house, school, owner):
    take_over(school, [span("12–14")], at=NOW)

    close_and_decide(spaces=[house["A"]], period=span("10–16"), reason="Maling", by=owner, at=NOW, decisions={})

    assert taken(house) == [span("10–12"), span("12–14"), span("14–16")]


def test_room_of_other_units_and_room_laid_down_follow_at_the_next_look(house, school):
    take_over(school, [span("12–14")], at=NOW)
    house["A"].units.add(*house["B"].units.all())
    look_again(house["A"], at=NOW)

    school.refresh_from_db()
    assert school.next_look_at == NOW
    take_over(school, None, at=NOW)
    assert taken(house, "B") == [span("12–14")]
    house.set("A", archived_at=NOW)
    take_over(school, None, at=NOW)
    assert taken(house) == taken(house, "B") == []


def test_trouble_changes_nothing_and_is_looked_at_later_and_later(house, school, host):
    take_over(school, [span("12–14")], at=NOW)
    waits, at = [], NOW
    while school.next_look_at:
        note_trouble(school, Trouble.UNREACHABLE, at=at)
        school.refresh_from_db()
        waits.append(school.next_look_at and school.next_look_at - at)
        at = school.next_look_at or at

    assert waits[0] == following.BETWEEN_LOOKS
    assert sorted(waits[:-1]) == waits[:-1]
    assert waits[-2] == following.LONGEST_WAIT
    assert following.GIVEN_UP_AFTER <= at - NOW <= following.GIVEN_UP_AFTER + following.LONGEST_WAIT
    assert taken(house) == [span("12–14")]
    subjects = list(OutgoingMail.objects.filter(to=host.email).values_list("subject", flat=True).order_by("pk"))
    assert subjects == ["Kan ikke leses: Skolen bruker salen", "Følges ikke lenger: Skolen bruker salen"]


def test_trouble_that_is_over_is_forgotten(school):
    note_trouble(school, Trouble.NOT_A_CALENDAR, at=NOW)
    take_over(school, [], at=MINUTES[20])

    school.refresh_from_db()
    assert (school.trouble, school.trouble_since, school.read_at) == ("", None, MINUTES[20])
    assert school.next_look_at == MINUTES[35]


def test_when_it_is_no_longer_followed_all_is_free(house, school, owner):
    take_over(school, [span("12–14")], at=NOW)

    stop_following(school, by=owner)

    assert not Closure.objects.exists()
    assert taken(house) == []


def test_same_address_is_followed_once_in_a_house_and_twenty_are_enough(house, school, owner, monkeypatch):
    with pytest.raises(RefusedError, match="followed"):
        followed(house, "B", by=owner)
    followed(make_house("naboen"), "A", by=owner)
    monkeypatch.setattr(following, "MOST_PER_VENUE", 1)
    with pytest.raises(RefusedError, match="too_many"):
        followed(house, "B", by=owner, address="https://hall.no/b.ics")


def test_never_twice_in_a_house_and_never_trouble_without_a_beginning_says_the_database(school):
    twin = ExternalCalendar(venue=school.venue, address=school.address, reason="x")
    with pytest.raises(IntegrityError, match="external_calendar_once_per_venue"), transaction.atomic():
        twin.save()
    for fields in ({"trouble": Trouble.FORBIDDEN}, {"trouble_since": NOW}, {"trouble": "x", "trouble_since": NOW}):
        with pytest.raises(IntegrityError, match="external_calendar_trouble_has_begun"), transaction.atomic():
            ExternalCalendar.objects.filter(pk=school.pk).update(**fields)


@pytest.mark.parametrize("count", [3, 60])
def test_as_many_questions_to_the_database_for_many_times_as_for_few(
    house, school, owner, django_assert_num_queries, count
):
    days = [DAY + dt.timedelta(days=number) for number in range(count)]
    times = [span("12–14", day) for day in days]
    for day in days[:: max(1, count // 20)]:
        book(house, "A", "13–15", by=owner, day=day)

    with django_assert_num_queries(18):
        take_over(school, times, at=NOW)
    with django_assert_num_queries(13):
        take_over(school, times, at=NOW)
    with django_assert_num_queries(4):
        followed_by([house.venue.pk], NOW)
