"""What a host does with many bookings at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from website.accounts.models import User
from website.core.refusals import Refusal, RefusedError

from ..enums import BookingState
from ..models import Booking
from .bookings import approve_booking
from .series_changes import answer_series


@dataclass
class Outcome:
    """Which were approved, and why the others were not."""

    approved: list[Booking] = field(default_factory=list)
    refused: list[tuple[Booking, Refusal]] = field(default_factory=list)


def approve_bookings(chosen: Iterable[tuple[Booking, int]], *, by: User, at: dt.datetime) -> Outcome:
    """Approve each booking that still is as it was when the host saw it (its version). One never stops another.

    Of fixed loans all dates that wait are approved together.
    """
    outcome = Outcome()
    for booking, version in chosen:
        try:
            if booking.series is not None:
                outcome.approved += answer_series(booking.series, BookingState.CONFIRMED, by=by, at=at)
            else:
                outcome.approved.append(approve_booking(booking, by=by, at=at, version=version))
        except RefusedError as error:
            outcome.refused.append((booking, error.refusals[0]))
    return outcome
