"""Close spaces for a while, and lay them down for good."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from venues.agreements import hold_hours
from venues.models import Space
from venues.operations import archive_space, lock_out_claims
from website.accounts.models import User
from website.core.periods import Period, subtracted
from website.core.refusals import RefusedError

from ..models import Booking, Claim, Closure
from ..queries.places import Place
from .borrowers import borrower_of, lock_borrowers
from .changes import changed_since
from .claims import claim, lock_spaces, shut_units
from .decided import Decided, Decisions, carry_out


@transaction.atomic
def close_spaces(*, spaces: Sequence[Space], period: Period, reason: str, by: User, at: dt.datetime) -> Closure:
    """Take the spaces from everyone for `period`, all or nothing: a booking in the way refuses the closure."""
    closure = _make(spaces, period, reason, by)
    claim(closure, spaces, period, at=at)
    return closure


@transaction.atomic
def close_and_decide(
    *, spaces: Sequence[Space], period: Period, reason: str, by: User, at: dt.datetime, decisions: Decisions
) -> tuple[Closure, Decided]:
    """Take the spaces from everyone, and do what was decided with each booking that is hit, by id.

    It is cancelled or moved with the same reason, or kept: then the closure leaves a hole, as it does for the times of
    a calendar from outside. Raises RefusedError as `carry_out`, and when part of the time is closed already; then
    nothing is done.
    """
    closure = _make(spaces, period, reason, by)
    hit = bookings_hit(spaces, period)
    lock_borrowers(*map(borrower_of, hit))
    units = _lock(spaces, hit, decisions)
    decided = carry_out(decisions, bookings_hit(spaces, period), reason=reason, by=by, at=at)
    parts = {unit: [period] for unit in units}
    stay = Claim.objects.filter(Q(booking__in=decided.kept) | Q(closure__calendar__isnull=False), unit__in=units)
    for unit, span in stay.filter(span__overlap=(period.starts_at, period.ends_at)).values_list("unit_id", "span"):
        parts[unit] = subtracted(parts[unit], [Period(span.lower, span.upper)])
    shut_units(closure, parts, at=at)
    return closure, decided


@transaction.atomic
def lay_down(space: Space, *, decisions: Decisions, reason: str, by: User, at: dt.datetime) -> Decided:
    """No longer to be had: what is agreed there is moved or cancelled first. Raises RefusedError as `carry_out`."""
    hold_hours([space.venue_id])
    coming = bookings_of(space, at)
    lock_borrowers(*map(borrower_of, coming))
    lock_out_claims(space)
    _lock([space], coming, decisions)
    decided = carry_out(decisions, bookings_of(space, at), reason=reason, by=by, at=at)
    archive_space(space, by=by, at=at)
    return decided


def bookings_hit(spaces: Sequence[Space], period: Period) -> list[Booking]:
    """The live bookings that take any part of the spaces within the period, in order of time."""
    units = Space.units.through.objects.filter(space__in=spaces).values("unit_id")
    taken = Claim.objects.filter(
        unit__in=units, booking__isnull=False, span__overlap=(period.starts_at, period.ends_at)
    ).values("booking_id")
    return _whole(Booking.objects.filter(pk__in=taken))


def bookings_of(space: Space, at: dt.datetime) -> list[Booking]:
    """The live bookings of the space that are not over by `at`, in order of time."""
    return _whole(Booking.objects.live().filter(spaces=space, ends_at__gt=at))


def _whole(bookings: Iterable[Booking]) -> list[Booking]:
    hit = bookings.order_by("starts_at", "pk")  # type: ignore[attr-defined]
    return list(hit.select_related("venue", "organisation", "booked_by").prefetch_related("spaces"))


def _make(spaces: Sequence[Space], period: Period, reason: str, by: User) -> Closure:
    closure = Closure.objects.create(
        venue=spaces[0].venue, starts_at=period.starts_at, ends_at=period.ends_at, reason=reason, closed_by=by
    )
    closure.spaces.set(spaces)
    log(closure, "closure.made", user=by)
    return closure


def _lock(spaces: Sequence[Space], bookings: Sequence[Booking], decisions: Decisions) -> set[int]:
    """From here on nobody books the spaces nor what the bookings have and shall have. Answers the units of `spaces`.

    Raises RefusedError("changed") when one of the bookings has been moved to other spaces just now.
    """
    targets = [space for place in decisions.values() if isinstance(place, Place) for space in place.spaces]
    own = [space for booking in bookings for space in booking.spaces.all()]
    units = list(Claim.objects.filter(booking__in=bookings).values_list("unit_id", flat=True))
    locked = lock_spaces([*spaces, *targets, *own], also=units)
    if set(Space.objects.filter(bookings__in=bookings)) - set(own):
        raise RefusedError(changed_since())
    return {unit for space in spaces for unit in locked[space.pk]}
