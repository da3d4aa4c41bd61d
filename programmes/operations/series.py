"""Make a repeating activity into dates."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q
from recurrence import Recurrence

from venues.agreements import hold_hours
from website.accounts.models import User
from website.core import clock, recurrence

from ..enums import OccurrenceState
from ..models import Activity, ActivitySeries, Occurrence
from ..queries.closed import open_starts
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
    on_closed_days: bool = False,
) -> ActivitySeries:
    """The activity happens by `rule` (None: once) from `start` (naive local), each time `minutes`. Makes its dates.

    None on days the house is closed for once, unless it was decided to be there then (`on_closed_days`): for those
    that are made now, not for those that come later by themselves.
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
        expand_series(series, at=at, on_closed_days=on_closed_days)
    return series


def expand_series(series: ActivitySeries, *, at: dt.datetime, on_closed_days: bool = False) -> int:
    """Add the dates that are missing up to the horizon, and answer how many. Never touches a date that exists.

    Rows are matched by the start the rule gave, so a date that was moved or cancelled stays so.
    """
    with transaction.atomic():
        hold_hours([series.activity.venue_id])
        series = ActivitySeries.objects.select_for_update().get(pk=series.pk)  # it may just have been ended
        known = set(series.occurrences.values_list("original_start", flat=True))
        starts = _starts(series, at, max(known, default=None))
        if not on_closed_days:
            starts = open_starts(series.activity, starts, chosen=series.start_date)
        new = [start for start in starts if start not in known]
        Occurrence.objects.bulk_create((_row(series, start, at) for start in new), ignore_conflicts=True)
        write_calendar_texts(series.occurrences.filter(ics_version=0))
    return len(new)


def _starts(series: ActivitySeries, at: dt.datetime, newest: dt.datetime | None) -> list[dt.datetime]:
    """What the rule gives up to the horizon, from the newest date there is: a long life costs no more than a short."""
    since = clock.local(newest).replace(tzinfo=None) if newest else None
    return recurrence.starts(series.rule, series.first_start, last_day(series.until_date, at), since=since)


def last_day(until: dt.date | None, at: dt.datetime) -> dt.date:
    """The local day up to which dates are made at `at`, of what ends `until`."""
    horizon = clock.local(at + HORIZON).date()
    return min(until or horizon, horizon)


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
