"""Follow a calendar from outside: its times close spaces, around whatever is agreed there already (S181)."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from venues.models import Space, Venue
from website.accounts.models import User
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from ..enums import Trouble
from ..models import Booking, Closure, ExternalCalendar
from ..queries.followed import clashes
from .claims import lock_spaces
from .filling import fill
from .following_mail import tell_of_clash, tell_of_trouble

BETWEEN_LOOKS = dt.timedelta(minutes=15)
LONGEST_WAIT = dt.timedelta(days=1)
TOLD_AFTER = dt.timedelta(days=1)
GIVEN_UP_AFTER = dt.timedelta(days=14)
PAST_KEPT = dt.timedelta(days=90)
MOST_PER_VENUE = 20


@transaction.atomic
def follow(*, spaces: Sequence[Space], address: str, reason: str, by: User, at: dt.datetime) -> ExternalCalendar:
    """Write down the address; it is looked at within a minute. Raises RefusedError when it is followed or full."""
    venue = Venue.objects.select_for_update(no_key=True).get(pk=spaces[0].venue_id)
    followed = ExternalCalendar.objects.filter(venue=venue)
    if followed.filter(address=address).exists():
        raise RefusedError(Refusal("followed", _("Denne kalenderen følges allerede."), "adresse"))
    if followed.count() >= MOST_PER_VENUE:
        sentence = _("En møteplass kan følge %(count)d kalendere. Slutt å følge en først.")
        raise RefusedError(Refusal("too_many", sentence % {"count": MOST_PER_VENUE}, "adresse"))
    calendar = ExternalCalendar.objects.create(
        venue=venue, reason=reason, address=address, added_by=by, next_look_at=at
    )
    calendar.spaces.set(spaces)
    log(calendar, "calendar.followed", user=by)
    return calendar


@transaction.atomic
def stop_following(calendar: ExternalCalendar, *, by: User) -> None:
    """All it has closed is free from this commit on."""
    lock_spaces(list(calendar.spaces.all()))
    log(calendar, "calendar.left", user=by)
    calendar.delete()


@transaction.atomic
def take_over(
    calendar: ExternalCalendar,
    periods: Sequence[Period] | None,
    *,
    at: dt.datetime,
    etag: str = "",
    last_modified: str = "",
) -> list[Booking]:
    """Close for `periods`, in order and not touching, and open again what was closed and is no more; None is no change.

    What is agreed in the way stays, and the closure leaves a hole for it, which is filled once the loan is called off.
    Answers the loans that new times hit; the hosts have a mail about them. When more than half of the times to come are
    gone, the same answer must come twice. `etag` and `last_modified` are for the next question to the server.
    """
    spaces = list(calendar.spaces.filter(archived_at=None))
    units_of = lock_spaces(spaces)
    calendar = ExternalCalendar.objects.select_for_update(no_key=True).get(pk=calendar.pk)
    _is_well(calendar, at)
    new: list[Closure] = []
    if periods is not None:
        wanted = [period for period in periods if period.ends_at > at]
        if _is_doubtful(calendar, wanted, at):
            calendar.trouble, calendar.trouble_since, etag, last_modified = Trouble.SHRUNK, at, "", ""
        else:
            new = _replace(calendar, spaces, wanted, at)
        calendar.etag, calendar.last_modified = etag, last_modified
    fill(calendar, units_of, at=at)
    calendar.save()
    hit = list(clashes(Closure.objects.filter(pk__in=[closure.pk for closure in new]), at))
    if hit:
        tell_of_clash(calendar, hit, at=at)
    return hit


@transaction.atomic
def note_trouble(calendar: ExternalCalendar, trouble: Trouble, *, at: dt.datetime) -> None:
    """It could not be read: what it has closed stays closed. Looked at again later and later, for two weeks.

    The hosts have a mail when it has lasted a day, and when we give up.
    """
    calendar = ExternalCalendar.objects.select_for_update(no_key=True).get(pk=calendar.pk)
    since = calendar.trouble_since or at
    lasted = at - since
    calendar.trouble, calendar.trouble_since = trouble, since
    calendar.next_look_at = at + min(max(lasted, BETWEEN_LOOKS), LONGEST_WAIT)
    if lasted >= GIVEN_UP_AFTER:
        calendar.next_look_at = None
    calendar.save()
    if lasted >= TOLD_AFTER:
        tell_of_trouble(calendar, at=at)


def look_again(space: Space, *, at: dt.datetime) -> None:
    """The space is made of other units: within a minute its calendars close the new ones and open the old."""
    ExternalCalendar.objects.filter(spaces=space, next_look_at__gt=at).update(next_look_at=at)


def _is_well(calendar: ExternalCalendar, at: dt.datetime) -> None:
    calendar.trouble, calendar.trouble_since = "", None
    calendar.read_at, calendar.next_look_at = at, at + BETWEEN_LOOKS


def _is_doubtful(calendar: ExternalCalendar, wanted: Sequence[Period], at: dt.datetime) -> bool:
    """More than half of what was to come is gone, and the server has said so only once."""
    before = calendar.closures.filter(ends_at__gt=at).count()
    said = hashlib.sha256(repr([(one.starts_at, one.ends_at) for one in wanted]).encode()).hexdigest()
    is_doubtful = len(wanted) * 2 < before and calendar.doubted != said
    calendar.doubted = said if is_doubtful else ""
    return is_doubtful


def _replace(
    calendar: ExternalCalendar, spaces: Sequence[Space], wanted: Sequence[Period], at: dt.datetime
) -> list[Closure]:
    """Closures as `wanted`, without claims yet. Those that stay are left alone. Answers the new ones."""
    there = {closure.period: closure.pk for closure in calendar.closures.filter(ends_at__gt=at)}
    gone = [there[period] for period in there.keys() - set(wanted)]
    calendar.closures.filter(Q(pk__in=gone) | Q(ends_at__lt=at - PAST_KEPT)).delete()
    new = Closure.objects.bulk_create(
        Closure(
            calendar=calendar,
            venue_id=calendar.venue_id,
            reason=calendar.reason,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
        )
        for one in wanted
        if one not in there
    )
    through = Closure.spaces.through
    through.objects.bulk_create(through(closure=one, space=space) for one in new for space in spaces)
    return new
