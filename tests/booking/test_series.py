"""Fixed loans: all that is asked for or nothing, one answer for all, given back together. S… are scenarios."""

import datetime as dt
import itertools
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import IntegrityError, connection, transaction

from booking.enums import BookingState, Visibility
from booking.models import Booking, BookingSeries, Claim
from booking.operations.series import add_skipped
from booking.operations.series_changes import answer_series, withdraw_series
from programmes.models import Activity, Occurrence
from tests.factories.fixed_loans import A_WEEK, TUESDAY, ask, weekly
from tests.factories.house import NOW, book, make_house, span
from website.accounts.models import Organisation, User
from website.core.models import OutgoingMail
from website.core.refusals import RefusedError


def states(series):
    return list(series.bookings.order_by("starts_at").values_list("state", flat=True))


@pytest.mark.django_db
def test_s105_mondays_three_weeks_are_three_loans(house, owner):
    series = ask(house, "A", by=owner, repetition=weekly(3, first=dt.date(2027, 1, 11)))

    assert series.bookings.count() == Claim.objects.count() == 3
    assert str(series.rule) == "RRULE:FREQ=WEEKLY;BYDAY=MO"


@pytest.mark.django_db
def test_s097_the_hour_is_the_same_over_the_change_of_the_clock(house, owner):
    series = ask(house, "A", by=owner, repetition=weekly(2, first=dt.date(2027, 10, 27)))

    starts = [f"{booking.starts_at:%H}" for booking in series.bookings.order_by("starts_at")]
    assert starts == ["16", "17"]


@pytest.mark.django_db
def test_one_date_that_is_taken_stops_all(house, owner, stranger):
    book(house, "Hall", "19–21", by=stranger, day=TUESDAY + A_WEEK)

    with pytest.raises(RefusedError) as refused:
        ask(house, "A", by=owner)

    assert [refusal.code for refusal in refused.value.refusals] == ["taken"]
    assert str(refused.value.refusals[0]).startswith("Tirsdag 12. januar")
    assert not BookingSeries.objects.exists()
    assert Booking.objects.count() == 1


@pytest.mark.django_db
def test_s123_a_date_left_out_is_added_when_it_is_free(house, owner, stranger):
    other = book(house, "A", "19–21", by=stranger, day=TUESDAY + A_WEEK)
    series = ask(house, "A", by=owner, skipped=[span("18–20", TUESDAY + A_WEEK)])
    skipped = series.skipped_dates.get()

    with pytest.raises(RefusedError, match="taken"):
        add_skipped(skipped, by=owner, at=NOW)
    other.delete()
    add_skipped(skipped, by=owner, at=NOW)

    assert series.bookings.count() == 3
    assert not series.skipped_dates.exists()


@pytest.mark.django_db
def test_the_same_form_twice_is_one_series(house, owner, stranger):
    key = uuid.uuid4()

    assert ask(house, "A", by=owner, key=key) == ask(house, "A", by=owner, key=key)
    assert ask(house, "B", by=stranger, key=key).key != key
    assert BookingSeries.objects.count() == 2


@pytest.mark.django_db
def test_the_same_form_with_another_room_or_other_dates_is_another_series(house, owner):
    key = uuid.uuid4()
    first = ask(house, "A", by=owner, key=key)

    assert ask(house, "B", by=owner, key=key) != first
    assert ask(house, "C", by=owner, key=key, repetition=weekly(weeks=2)) != first
    assert BookingSeries.objects.count() == 3


@pytest.mark.django_db
def test_one_mail_tells_of_all_dates_with_a_calendar(house, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(house, "A", by=owner)

    (sent,) = mail.outbox
    assert sent.subject.startswith("Godkjent: A hver uke tirsdag kl. 18:00 fra 5. januar 2027 til 19. januar 2027")
    for day in ("Tirsdag 5. januar", "Tirsdag 12. januar", "Tirsdag 19. januar"):
        assert day in sent.body
    assert str(sent.message()).count("METHOD:PUBLISH") <= 1


@pytest.mark.django_db
def test_one_answer_is_for_all_dates(house, owner, stranger, django_capture_on_commit_callbacks):
    house.set("A", needs_approval=True)
    series = ask(house, "A", by=owner)
    assert states(series) == ["requested"] * 3
    OutgoingMail.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        answer_series(series, BookingState.CONFIRMED, by=stranger, at=NOW)

    assert states(series) == ["confirmed"] * 3
    assert len(mail.outbox) == 1
    with pytest.raises(RefusedError, match="handled"):
        answer_series(series, BookingState.REFUSED, by=stranger, at=NOW, reason="Nei")


@pytest.mark.django_db
def test_a_refusal_gives_all_times_back(house, owner, stranger):
    house.set("A", needs_approval=True)
    series = ask(house, "A", by=owner)

    answer_series(series, BookingState.REFUSED, by=stranger, at=NOW, reason="Huset pusses opp.")

    assert states(series) == ["refused"] * 3
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_a_trusted_organisation_waits_for_nobody(house, owner):
    house.set("A", needs_approval=True)
    choir = Organisation.objects.create(name="Koret", slug="koret", is_trusted=True)

    assert states(ask(house, "A", by=owner, organisation=choir)) == ["confirmed"] * 3


@pytest.mark.django_db
def test_s121_what_is_past_its_deadline_stays_when_all_is_given_back(house, owner):
    house.set("A", cancel_hours=24)
    series = ask(house, "A", by=owner, repetition=weekly(5))
    twelve_hours_before = series.bookings.order_by("starts_at")[0].starts_at - dt.timedelta(hours=12)

    given, kept = withdraw_series(series, by=owner, at=twelve_hours_before)

    assert (len(given), len(kept)) == (4, 1)
    assert states(series) == ["confirmed", *["released"] * 4]
    assert Claim.objects.count() == 1


@pytest.mark.django_db
def test_p37_open_fixed_loans_become_one_activity(house, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        choir = Organisation.objects.create(name="Koret", slug="koret", is_trusted=True)
        series = ask(house, "A", by=owner, visibility=Visibility.PUBLIC, organisation=choir)

    activity = Activity.objects.get()
    assert (activity.title, activity.live, activity.occurrences.count()) == ("Korøvelse", True, 3)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_series(series, by=owner, at=NOW)
    assert set(Occurrence.objects.values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.django_db
def test_twenty_dates_cost_as_many_queries_as_two(house, owner, django_assert_num_queries):
    ContentType.objects.get_for_model(BookingSeries)  # read once in the life of a process
    for name, weeks in (("A", 2), ("B", 20)):
        with django_assert_num_queries(21):
            ask(house, name, by=owner, repetition=weekly(weeks))


@pytest.mark.django_db
def test_the_table_keeps_each_date_once_in_its_series(house, owner):
    first = ask(house, "A", by=owner).bookings.first()

    with pytest.raises(IntegrityError, match="booking_once_in_series"), transaction.atomic():
        Booking.objects.filter(pk=book(house, "B", "8–9", by=owner).pk).update(
            series=first.series, original_start=first.original_start
        )
    with pytest.raises(IntegrityError, match="booking_in_series_has_its_start"), transaction.atomic():
        Booking.objects.filter(pk=first.pk).update(original_start=None)


@pytest.mark.django_db(transaction=True)
def test_s167_fixed_loans_and_single_ones_race_and_nothing_overlaps():
    house = make_house()
    people = [User.objects.create_user(f"p{number}@example.no") for number in range(12)]

    def go(number):
        person = people[number]
        try:
            if number % 2:
                ask(house, ["A", "AB", "Hall"][number % 3], by=person, repetition=weekly(8))
            else:
                book(house, "A", "18–20", by=person, day=TUESDAY + (number % 8) * A_WEEK)
        except RefusedError as refused:
            return refused.refusals[0].code
        finally:
            connection.close()
        return "had"

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(go, range(12)))

    assert set(answers) <= {"had", "taken", "busy"}
    assert "had" in answers
    assert {series.bookings.count() for series in BookingSeries.objects.all()} <= {8}
    spans = Claim.objects.order_by("unit", "span").values_list("unit", "span")
    for (unit, one), (other_unit, other) in itertools.pairwise(spans):
        assert unit != other_unit or one.upper <= other.lower
