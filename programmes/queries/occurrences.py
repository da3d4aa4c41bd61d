"""When public activities happen, for pages, feeds and the front page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Max

from website.core import clock
from website.core.periods import Period, local_day

if TYPE_CHECKING:
    from venues.models import Venue

    from ..models import Activity, Community, Occurrence
    from ..models.occurrence import OccurrenceQuerySet


def public_occurrences() -> OccurrenceQuerySet:
    """All that everyone may see, with what a line shows."""
    rows: OccurrenceQuerySet = apps.get_model("programmes", "Occurrence").objects.all()
    return rows.public().with_places()


def of_community(community: Community, now: dt.datetime) -> OccurrenceQuerySet:
    """What is coming in a community, nearest first."""
    return public_occurrences().filter(activity__community=community).upcoming(now)


def of_activity(activity: Activity, now: dt.datetime) -> list[Occurrence]:
    """The next twenty dates of an activity, cancelled ones too. One query; they know the activity as it is here."""
    found = list(activity.occurrences.upcoming(now)[:20])
    for occurrence in found:
        occurrence.activity = activity
    return found


def next_of(activities: Iterable[int], since: dt.datetime) -> dict[int, Occurrence]:
    """For each activity, by its id, the date that goes on at `since` or comes next and is not called off. One query."""
    coming = public_occurrences().filter(activity__in=activities, ends_at__gt=since).exclude(state="cancelled")
    first = coming.order_by("activity_id", "starts_at", "pk").distinct("activity_id")
    return {occurrence.activity_id: occurrence for occurrence in first}


def over_for_today(now: dt.datetime) -> list[int]:
    """The activities of today, by id, whose last date today is over."""
    period = local_day(clock.local(now).date())
    today = public_occurrences().filter(starts_at__gte=period.starts_at, starts_at__lt=period.ends_at)
    last = today.exclude(state="cancelled").order_by().values("activity").annotate(last=Max("ends_at"))
    return list(last.filter(last__lte=now).values_list("activity", flat=True))


def of_venue_on(venue: Venue, day: dt.date) -> OccurrenceQuerySet:
    """What happens at a venue on a local day."""
    return public_occurrences().filter(activity__venue=venue).within(local_day(day))


def this_weekend(now: dt.datetime) -> OccurrenceQuerySet:
    """What is left of this weekend; from Sunday 18:00 the next one."""
    return public_occurrences().within(weekend(now)).upcoming(now)


def weekend(now: dt.datetime) -> Period:
    """Saturday and Sunday, local days. From Sunday 18:00 on the coming ones (ux 5.2)."""
    wall = clock.local(now)
    saturday = wall.date() + dt.timedelta(days=5 - wall.weekday())
    if wall.weekday() == 6 and wall.hour >= 18:
        saturday += dt.timedelta(days=7)
    return Period(clock.midnight(saturday), clock.midnight(saturday + dt.timedelta(days=2)))


def by_day(occurrences: list[Occurrence], first: dt.date) -> list[tuple[dt.date, list[Occurrence]]]:
    """Grouped by the local day they start on, or by `first` if they began before; asks for them in order of time."""
    days = groupby(occurrences, key=lambda occurrence: max(first, clock.local(occurrence.starts_at).date()))
    return [(day, list(rows)) for day, rows in days]
