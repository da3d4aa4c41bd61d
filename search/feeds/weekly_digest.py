"""The weekly mail itself: on Fridays at noon, about the seven days that follow, when there is something to tell."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from programmes.models import Occurrence
from website.core import clock
from website.core.housekeeping import chore
from website.core.mail import Letter, queue_mails
from website.core.periods import Period

from . import operations
from .models import Followed, WeeklyMail
from .queries import find, occurrences_of
from .searches import FollowedSearch
from .weekly import own_address

FRIDAY, NOON = 5, dt.time(12)
A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
MOST_LINES = 8
AT_ONCE = 500


@dataclass(frozen=True)
class Week:
    """What one mail tells of something that is followed: the first dates, and how many there are in all."""

    followed: Followed
    dates: list[Occurrence]
    count: int


@chore
def send_weekly_mail(*, at: dt.datetime) -> int:
    """Write all mails of this Friday that are not written yet. Returns how many were looked at.

    The rows are locked and marked in the transaction that writes the mails, so none is written twice or lost.
    """
    friday = _friday(at)
    if friday is None:
        return 0
    done = 0
    while count := _send_some(friday, at):
        done += count
    return done


def _friday(at: dt.datetime) -> dt.date | None:
    """The Friday to send for: from its noon, and a day after for what was hindered."""
    today = clock.local(at).date()
    friday = today - dt.timedelta(days=(today.isoweekday() - FRIDAY) % 7)
    return friday if dt.timedelta() <= at - clock.at_local(friday, NOON) < A_DAY else None


@transaction.atomic
def _send_some(friday: dt.date, at: dt.datetime) -> int:
    waiting = WeeklyMail.objects.filter(confirmed_at__isnull=False).exclude(sent_for=friday)
    mails = list(waiting.select_for_update(skip_locked=True).order_by("place", "pk")[:AT_ONCE])
    week = cache(lambda place: _week(place, at))
    queue_mails(letter for mail in mails if (letter := _letter(mail, week(mail.place), friday)))
    rows = WeeklyMail.objects.filter(pk__in=[mail.pk for mail in mails])
    rows.filter(place__in={mail.place for mail in mails if week(mail.place) is None}).delete()
    rows.update(sent_for=friday)
    return len(mails)


def _week(place: str, at: dt.datetime) -> Week | None:
    """Without dates while it is not public; None when it is not there any more, so that its addresses are forgotten."""
    followed = find(place)
    if followed is None or followed.is_gone:
        return None
    if not followed.is_public:
        return Week(followed, [], 0)
    if isinstance(followed, FollowedSearch):
        operations.note_use(followed.row, today=clock.local(at).date())
    dates = occurrences_of(followed, Period(at, at + A_WEEK)).filter(starts_at__gte=at)
    return Week(followed, list(dates.with_places()[:MOST_LINES]), dates.count())


def _letter(mail: WeeklyMail, week: Week | None, friday: dt.date) -> Letter | None:
    """Nothing where nothing happens."""
    if week is None or not week.count:
        return None
    with translation.override(mail.language):
        stop = own_address(mail)
        about = {"week": week, "more": week.count - len(week.dates), "stop": stop, "base": settings.PUBLIC_BASE_URL}
        return Letter(
            key=f"weekly:{mail.pk}:{friday}",
            to=mail.email,
            subject=_("Neste sju dager: %(name)s") % {"name": week.followed.name},
            body=render_to_string("feeds/mail/weekly.txt", about),
            stop_url=stop,
        )
