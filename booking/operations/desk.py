"""What a host does with many bookings at once."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import transaction

from website.accounts.models import User
from website.core.refusals import Refusal, RefusedError

from ..enums import BookingState
from ..models import Booking
from .bookings import approve_booking, cancel_booking
from .claims import lock_units_of
from .notices import tell_of_decided
from .series_changes import answer_series


@dataclass
class Outcome:
    """Which were approved, and why the others were not."""

    approved: list[Booking] = field(default_factory=list)
    refused: list[tuple[Booking, Refusal]] = field(default_factory=list)


def approve_bookings(chosen: Iterable[tuple[Booking, int | str]], *, by: User, at: dt.datetime) -> Outcome:
    """Approve each booking that still is as it was when the host saw it. One never stops another.

    What was seen is the booking's version; of fixed loans, whose waiting dates are approved together, `seen_as`.
    """
    outcome = Outcome()
    for booking, seen in chosen:
        try:
            if booking.series is not None:
                state = BookingState.CONFIRMED
                outcome.approved += answer_series(booking.series, state, by=by, at=at, seen=str(seen))
            else:
                outcome.approved.append(approve_booking(booking, by=by, at=at, version=int(seen)))
        except RefusedError as error:
            outcome.refused.append((booking, error.refusals[0]))
    return outcome


def cancel_bookings(
    bookings: Iterable[Booking], *, reason: str, by: User, at: dt.datetime, is_told: bool = True
) -> list[Booking]:
    """Cancel them all with one reason; those given back by the asker just now are left out. Each person is told once.

    In the order in which others lock bookings, so two callers never wait for each other in a ring.
    """
    cancelled = []
    bookings = sorted(bookings, key=lambda booking: booking.pk or 0)
    with transaction.atomic():
        lock_units_of(booking__in=bookings)
        for booking in bookings:
            with suppress(RefusedError):  # just given back by the asker: then it is free already
                cancelled.append(cancel_booking(booking, reason=reason, by=by, at=at, is_told=False))
        if is_told:
            tell_of_decided(cancelled, at=at)
    return cancelled
