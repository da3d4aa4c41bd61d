"""Make a repeating activity into dates."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q
from recurrence import Recurrence

from website.accounts.models import User
from website.core import clock, recurrence

from ..models import Activity, ActivitySeries, Occurrence
from .calendar_texts import write_calendar_texts

HORIZON = dt.timedelta(days=456)  # fifteen months: as far as feeds show
MARGIN = dt.timedelta(days=62)  # longer than between two dates of what is weekly or monthly


def repeat_activity(
    activity: Activity,
    *,
    rule: Recurrence | None,
    start: dt.datetime,
    minutes: int,
    until: dt.date | None,
    by: User,
    at: dt.datetime,
) -> ActivitySeries:
    """The activity happens by `rule` (None: once) from `start` (naive local), each time `minutes`. Makes its dates."""
    series = ActivitySeries(
        activity=activity,
        rule=rule or "",
        start_date=start.date(),
        start_time=start.time(),
        minutes=minutes,
        until_date=until,
    )
    series.full_clean()
    with transaction.atomic():
        series.save()
        expand_series(series, at=at)
    return series


def expand_series(series: ActivitySeries, *, at: dt.datetime) -> int:
    """Add the dates that are missing up to the horizon, and answer how many. Never touches a date that exists.

    Rows are matched by the start the rule gave, so a date that was moved or cancelled stays so.
    """
    last = clock.local(at + HORIZON).date()
    last = min(last, series.until_date) if series.until_date else last
    starts = recurrence.starts(series.rule, series.first_start, last)
    rows = [
        Occurrence(
            activity_id=series.activity_id,
            series=series,
            original_start=start,
            starts_at=start,
            ends_at=start + series.length,
            changed_at=at,
        )
        for start in starts
    ]
    with transaction.atomic():
        known = set(series.occurrences.values_list("original_start", flat=True))
        new = [row for row in rows if row.original_start not in known]
        Occurrence.objects.bulk_create(new, ignore_conflicts=True)
        write_calendar_texts(series.occurrences.filter(ics_version=0))
    return len(new)


def expand_due(*, at: dt.datetime) -> int:
    """Repetitions without an end in sight: keep their dates ahead of us. Answers how many dates were added."""
    soon = at + HORIZON - MARGIN
    last = Max("occurrences__original_start")
    going_on = ActivitySeries.objects.exclude(rule="").filter(Q(until_date=None) | Q(until_date__gt=soon))
    due = going_on.annotate(last=last).filter(last__lt=soon)
    return sum(expand_series(series, at=at) for series in due)


def end_series(series: ActivitySeries, *, last: dt.date, by: User, at: dt.datetime) -> None:
    """Nothing after the local day `last`: coming dates are cancelled, not deleted, so that subscribers hear of it."""
    from .occurrences import cancel_occurrence  # noqa: PLC0415 - the two change each other's rows

    with transaction.atomic():
        series.until_date = max(last, series.start_date)
        series.changed_at = at
        series.save(update_fields=["until_date", "changed_at"])
        for occurrence in series.occurrences.filter(original_start__gte=clock.midnight(last + dt.timedelta(days=1))):
            if not occurrence.is_cancelled:
                cancel_occurrence(occurrence, reason="", by=by, at=at)
