"""What is done every minute for bookings."""

import datetime as dt
import time

from website.core.housekeeping import chore
from website.core.refusals import RefusedError

from .external.asking import ask
from .models import ExternalCalendar
from .operations import following, holds, loan_calendars

SECONDS_OUTSIDE = 40  # the rest is looked at the next minute


@chore
def drop_expired_holds(*, at: dt.datetime) -> int:
    return holds.drop_expired_holds(at=at)


@chore
def forget_unused_loan_calendars(*, at: dt.datetime) -> int:
    return loan_calendars.forget_unused(at=at)


@chore
def look_at_calendars(*, at: dt.datetime) -> int:
    """Ask the calendars from outside that are due, those that have waited longest first."""
    due = ExternalCalendar.objects.filter(next_look_at__lte=at).order_by("next_look_at")
    last, count = time.monotonic() + SECONDS_OUTSIDE, 0
    for calendar in due.iterator():
        if time.monotonic() > last:
            break
        count += _look_at(calendar, at)
    return count


def _look_at(calendar: ExternalCalendar, at: dt.datetime) -> bool:
    """False when its rooms are busy, or it is no longer followed: it is due the next minute, or never."""
    answer = ask(calendar, at=at)
    try:
        if answer.trouble:
            following.note_trouble(calendar, answer.trouble, at=at)
        else:
            following.take_over(calendar, answer.periods, at=at, etag=answer.etag, last_modified=answer.last_modified)
    except (RefusedError, ExternalCalendar.DoesNotExist):
        return False
    return True
