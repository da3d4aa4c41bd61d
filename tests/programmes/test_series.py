"""A repeating activity keeps its hour on the wall, and each date its identity."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from programmes.models import ActivitySeries, Occurrence
from programmes.operations.occurrences import cancel_occurrence, move_occurrence
from programmes.operations.series import end_series, expand_series
from tests.factories.house import NOW, span
from tests.factories.programme import repeat_weekly

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.date(2027, 10, 27)


def starts(series):
    return [f"{row.starts_at:%m-%d %H:%M}" for row in series.occurrences.order_by("starts_at")]


def test_s097_the_hour_stays_over_the_change_of_the_clock(activity):
    series = repeat_weekly(activity, first=WEDNESDAY, until=dt.date(2027, 11, 3))

    assert starts(series) == ["10-27 16:00", "11-03 17:00"]


def test_an_evening_on_the_last_day_is_part_of_the_series(activity):
    series = repeat_weekly(activity, first=WEDNESDAY, time=dt.time(23, 30), until=WEDNESDAY)

    assert starts(series) == ["10-27 21:30"]


def test_a_series_without_end_is_made_fifteen_months_ahead(activity):
    series = repeat_weekly(activity, first=dt.date(2027, 1, 6))

    last = series.occurrences.latest("starts_at")
    assert dt.timedelta(days=440) < last.starts_at - NOW < dt.timedelta(days=457)


def test_making_the_dates_again_adds_nothing(activity):
    series = repeat_weekly(activity, first=WEDNESDAY, until=dt.date(2027, 12, 1))

    assert expand_series(series, at=NOW) == 0
    assert series.occurrences.count() == 6


def test_a_moved_date_stays_moved(activity, owner):
    series = repeat_weekly(activity, first=WEDNESDAY, until=dt.date(2027, 11, 3))
    moved = series.occurrences.earliest("starts_at")
    move_occurrence(moved, span("12-14", WEDNESDAY), reason="Vask", by=owner, at=NOW)

    expand_series(series, at=NOW)

    assert starts(series) == ["10-27 10:00", "11-03 17:00"]
    assert (moved.sequence, moved.state) == (1, "moved")


def test_ending_a_series_cancels_what_was_to_come(activity, owner):
    series = repeat_weekly(activity, first=WEDNESDAY, until=dt.date(2027, 11, 17))

    end_series(series, last=dt.date(2027, 11, 3), by=owner, at=NOW)

    states = list(series.occurrences.order_by("starts_at").values_list("state", flat=True))
    assert states == ["scheduled", "scheduled", "cancelled", "cancelled"]


def test_cancelling_twice_counts_once(activity, owner):
    series = repeat_weekly(activity, first=WEDNESDAY, until=WEDNESDAY)
    occurrence = series.occurrences.get()

    cancel_occurrence(occurrence, reason="Sykdom", by=owner, at=NOW)
    cancel_occurrence(occurrence, reason="Streik", by=owner, at=NOW)

    assert (occurrence.sequence, occurrence.reason) == (1, "Sykdom")


def test_the_calendar_text_follows_the_change(activity, owner):
    occurrence = repeat_weekly(activity, first=WEDNESDAY, until=WEDNESDAY).occurrences.get()
    assert "SEQUENCE:0" in occurrence.ics

    cancel_occurrence(occurrence, reason="Sykdom", by=owner, at=NOW)

    assert "SEQUENCE:1" in occurrence.ics
    assert "SUMMARY:AVLYST: Språkkafé" in occurrence.ics
    assert "STATUS:CANCELLED" in occurrence.ics


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=WEEKLY;INTERVAL=0",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "RRULE:FREQ=MONTHLY;BYDAY=9MO",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=-5",
        "RRULE:FREQ=WEEKLY;UNTIL=20279999",
        "DTSTART:20270101T100000Z\nRRULE:FREQ=WEEKLY",
        "RRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY",
        "hver onsdag",
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(activity, text):
    with pytest.raises(ValidationError):
        ActivitySeries(
            activity=activity, rule=text, start_date=WEDNESDAY, start_time=dt.time(18), minutes=60
        ).full_clean()


def test_a_series_can_be_read_without_its_rule(activity):
    series = repeat_weekly(activity, first=WEDNESDAY, until=WEDNESDAY)

    lean = ActivitySeries.objects.only("minutes").get(pk=series.pk)

    assert str(lean.rule.rrules[0].to_text()).startswith("weekly")


def test_the_database_refuses_a_rule_with_a_start_of_its_own(activity):
    series = repeat_weekly(activity, first=WEDNESDAY, until=WEDNESDAY)

    with pytest.raises(IntegrityError, match="series_rule_is_one_plain_rule"):
        ActivitySeries.objects.filter(pk=series.pk).update(rule="DTSTART:20270101T100000Z\nRRULE:FREQ=WEEKLY")


def test_the_database_refuses_a_date_that_ends_before_it_starts(activity):
    with pytest.raises(IntegrityError, match="occurrence_ends_after_start"):
        Occurrence.objects.create(activity=activity, original_start=NOW, starts_at=NOW, ends_at=NOW)


def test_the_database_refuses_the_same_date_of_a_series_twice(activity):
    first = repeat_weekly(activity, first=WEDNESDAY, until=WEDNESDAY).occurrences.get()
    first.pk, first.uuid = None, "00000000-0000-4000-8000-000000000000"

    with pytest.raises(IntegrityError, match="occurrence_once_in_series"):
        first.save(force_insert=True)
