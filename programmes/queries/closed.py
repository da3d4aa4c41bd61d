"""Dates of an activity on which its house is closed."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from venues.queries import OpeningHours
from website.core import clock
from website.core.formats import local_date
from website.core.periods import Period

from ..models import Activity


def open_starts(activity: Activity, starts: list[dt.datetime], *, chosen: dt.date) -> list[dt.datetime]:
    """Those on days the house is not closed for once. The day `chosen` is somebody's choice, and stays. Two queries."""
    venue, space = activity.venue, activity.space
    if venue is None or not starts:
        return starts
    days = {start: clock.local(start).date() for start in starts}
    hours = OpeningHours([venue], min(days.values()), max(days.values()))
    return [start for start, day in days.items() if day == chosen or not hours.is_closed_for_once(venue, space, day)]


def why_closed(activity: Activity, periods: Sequence[Period]) -> str:
    """What to say when some of the dates are outside the opening hours, else empty. Four queries at most."""
    venue = activity.venue
    if venue is None or not periods:
        return ""
    first, last = clock.local(periods[0].starts_at).date(), clock.local(periods[-1].ends_at).date()
    hours = OpeningHours([venue], first, last)
    spaces = [activity.space] if activity.space else []
    outside = [period for period in periods if not hours.cover(venue, spaces, period)]
    if not outside:
        return ""
    day = clock.local(outside[0].starts_at).date()
    reason = hours.reason(venue, day, activity.space)
    when = f"{local_date(day)} ({reason})" if reason else local_date(day)
    if len(periods) == 1:
        return _("Det er stengt %(day)s på dette klokkeslettet.") % {"day": when}
    sentence = ngettext(
        "Det er stengt på én av datoene: %(day)s.",
        "Det er stengt på %(count)d av datoene, først %(day)s.",
        len(outside),
    )
    return sentence % {"count": len(outside), "day": when}
