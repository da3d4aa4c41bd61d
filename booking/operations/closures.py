"""Close spaces for a while."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from venues.agreements import CANCEL, KEEP
from venues.models import Space
from website.accounts.models import User
from website.core.periods import Period, subtracted
from website.core.refusals import Refusal, RefusedError

from ..models import Booking, Claim, Closure
from .claims import claim, lock_spaces, shut_units
from .desk import cancel_bookings


@transaction.atomic
def close_spaces(
    *,
    spaces: Sequence[Space],
    period: Period,
    reason: str,
    by: User,
    at: dt.datetime,
    decisions: Mapping[int, str] | None = None,
) -> Closure:
    """Take the spaces from everyone for `period`, all or nothing.

    Without `decisions` a booking in the way refuses the closure. With them each booking that is hit, by id, is
    cancelled with the same reason or kept: then the closure leaves a hole. Raises RefusedError("undecided") when a
    booking is hit that nothing was decided for, as one made meanwhile.
    """
    closure = Closure.objects.create(
        venue=spaces[0].venue, starts_at=period.starts_at, ends_at=period.ends_at, reason=reason, closed_by=by
    )
    closure.spaces.set(spaces)
    if decisions is None:
        claim(closure, spaces, period, at=at)
    else:
        _close_around(closure, spaces, period, decisions, by, at)
    log(closure, "closure.made", user=by)
    return closure


def bookings_hit(spaces: Sequence[Space], period: Period) -> list[Booking]:
    """The live bookings that take any part of the spaces within the period, in order of time."""
    units = Space.units.through.objects.filter(space__in=spaces).values("unit_id")
    taken = Claim.objects.filter(
        unit__in=units, booking__isnull=False, span__overlap=(period.starts_at, period.ends_at)
    ).values("booking_id")
    hit = Booking.objects.filter(pk__in=taken).order_by("starts_at", "pk")
    return list(hit.select_related("venue", "organisation", "booked_by").prefetch_related("spaces"))


def _close_around(
    closure: Closure,
    spaces: Sequence[Space],
    period: Period,
    decisions: Mapping[int, str],
    by: User,
    at: dt.datetime,
) -> None:
    other_parts = Claim.objects.filter(booking__in=bookings_hit(spaces, period)).values_list("unit_id", flat=True)
    locked = lock_spaces(spaces, also=other_parts)  # from here on nobody books them
    units = {unit for parts in locked.values() for unit in parts}
    hits = bookings_hit(spaces, period)
    if undecided := [booking for booking in hits if booking.pk not in decisions]:
        sentence = _("Si hva som skal skje med «%(title)s» også.") % {"title": undecided[0].title}
        raise RefusedError(Refusal("undecided", sentence))
    ended = [booking for booking in hits if decisions[booking.pk] == CANCEL]
    cancel_bookings(ended, reason=closure.reason, by=by, at=at)
    kept = Claim.objects.filter(booking__in=[booking for booking in hits if decisions[booking.pk] == KEEP])
    parts = {unit: [period] for unit in units}
    for unit, span in kept.filter(unit__in=units).values_list("unit_id", "span"):
        parts[unit] = subtracted(parts[unit], [Period(span.lower, span.upper)])
    shut_units(closure, parts, at=at)
