"""Dates of activities rely on the opening hours: what venues/agreements.py asks for."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Q

from booking.enums import LIVE
from venues.agreements import Agreement, Source, register
from website.accounts.models import User

from .enums import OccurrenceState
from .models import Occurrence
from .operations.occurrences import cancel_occurrence


def coming_dates(venues: Collection[int], by: User, at: dt.datetime) -> list[Agreement]:
    """Those without a loan of their own; the others go where their loan goes. Who makes one holds the hours first.

    Who changes the hours of a house keeps its activities too, so `by` reads and cancels them all.
    """
    without_loan = Q(booking=None) | ~Q(booking__state__in=LIVE)
    dates = Occurrence.objects.filter(without_loan, activity__venue__in=venues).upcoming(at).with_places()
    return [_agreement(found) for found in dates.exclude(state=OccurrenceState.CANCELLED)]


def _agreement(found: Occurrence) -> Agreement:
    activity = found.activity
    assert activity.venue is not None  # noqa: S101 - the query asks for one
    return Agreement(
        key=f"dato-{found.uuid}",
        venue=activity.venue,
        period=found.period,
        spaces=[activity.space] if activity.space else [],
        title=activity.title,
        who=str(activity.organisation or ""),
        row=found,
    )


def cancel_dates(dates: Iterable[Occurrence], *, reason: str, by: User, at: dt.datetime) -> None:
    for found in dates:
        cancel_occurrence(found, reason=reason, by=by, at=at)


register(Source(coming_dates, cancel_dates))
