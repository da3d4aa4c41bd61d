"""Make a repeating activity into dates."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q
from recurrence import Recurrence

from venues.agreements import hold_hours
from venues.queries import OpeningHours
from website.accounts.models import User
from website.core import clock, recurrence

from ..enums import OccurrenceState
from ..models import Activity, ActivitySeries, Occurrence
from .calendar_texts import write_calendar_texts
from .occurrences import cancel_occurrence

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
    """The activity happens by `rule` (None: once) from `start` (naive local), each time `minutes`. Makes its dates.

    None on days the house is closed for once: it takes a decision to be there then, and a date of its own.
    """
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
        hold_hours([activity.venue_id])
        series.save()
        expand_series(series, at=at)
    return series


def expand_series(series: ActivitySeries, *, at: dt.datetime) -> int:
    """Add the dates that are missing up to the horizon, and answer how many. Never touches a date that exists.

    Rows are matched by the start the rule gave, so a date that was moved or cancelled stays so.
    """
    with transaction.atomic():
        hold_hours([series.activity.venue_id])
        series = ActivitySeries.objects.select_for_update().get(pk=series.pk)  # it may just have been ended
        known = set(series.occurrences.values_list("original_start", flat=True))
        new = [start for start in _starts(series, at, max(known, default=None)) if start not in known]
        Occurrence.objects.bulk_create((_row(series, start, at) for start in new), ignore_conflicts=True)
        write_calendar_texts(series.occurrences.filter(ics_version=0))
    return len(new)


def _starts(series: ActivitySeries, at: dt.datetime, newest: dt.datetime | None) -> list[dt.datetime]:
    """What the rule gives up to the horizon, from the newest date there is: a long life costs no more than a short."""
    last = clock.local(at + HORIZON).date()
    last = min(last, series.until_date) if series.until_date else last
    since = clock.local(newest).replace(tzinfo=None) if newest else None
    return open_starts(series, recurrence.starts(series.rule, series.first_start, last, since=since))


def open_starts(series: ActivitySeries, starts: list[dt.datetime]) -> list[dt.datetime]:
    """Those on days the house is not closed for once. The first day is somebody's choice, and stays."""
    venue, space = series.activity.venue, series.activity.space
    if venue is None or not starts:
        return starts
    days = {start: clock.local(start).date() for start in starts}
    hours = OpeningHours([venue], min(days.values()), max(days.values()))
    return [
        start
        for start, day in days.items()
        if day == series.start_date or not hours.is_closed_for_once(venue, space, day)
    ]


def _row(series: ActivitySeries, start: dt.datetime, at: dt.datetime) -> Occurrence:
    return Occurrence(
        activity_id=series.activity_id,
        series=series,
        original_start=start,
        starts_at=start,
        ends_at=start + series.length,
        changed_at=at,
    )


def expand_due(*, at: dt.datetime) -> int:
    """Repetitions without an end in sight: keep their dates ahead of us. Answers how many dates were added."""
    soon = at + HORIZON - MARGIN
    last = Max("occurrences__original_start")
    going_on = ActivitySeries.objects.exclude(rule="").filter(Q(until_date=None) | Q(until_date__gt=soon))
    due = going_on.annotate(last=last).filter(last__lt=soon)
    return sum(expand_series(series, at=at) for series in due)


def end_series(series: ActivitySeries, *, last: dt.date, by: User, at: dt.datetime) -> None:
    """Dates up to and including the local day `last`, and none after it.

    Coming dates after it are cancelled, not deleted, so that subscribers hear of it; what has been stays as it was.
    """
    with transaction.atomic():
        hold_hours([series.activity.venue_id])
        series = ActivitySeries.objects.select_for_update().get(pk=series.pk)
        series.until_date = max(last, series.start_date)
        series.changed_at = at
        series.save(update_fields=["until_date", "changed_at"])
        expand_series(series, at=at)
        after = series.occurrences.filter(original_start__gte=clock.midnight(last + dt.timedelta(days=1)))
        for occurrence in after.upcoming(at).exclude(state=OccurrenceState.CANCELLED):
            cancel_occurrence(occurrence, reason="", by=by, at=at)
