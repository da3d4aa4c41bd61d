"""Give a booking another time or other rooms. It keeps its identity; others never see it gone in between."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from wagtail.log_actions import log

from venues.models import Space
from website.accounts.models import User
from website.core.periods import Period
from website.core.refusals import RefusedError

from ..models import Booking
from ..queries.situation import Situation
from .changes import already_handled
from .claims import claim, give_back, lock_spaces
from .notices import tell_of


def move_booking(
    booking: Booking, period: Period, *, spaces: Sequence[Space] | None = None, by: User, at: dt.datetime
) -> Booking:
    """Move it to `period`, and to `spaces` if given. Raises RefusedError with every reason, and then nothing changed.

    It never collides with itself (S007).
    """
    with transaction.atomic():
        wanted = list(spaces or booking.spaces.select_related("venue"))
        lock_spaces([*wanted, *booking.spaces.all()])
        booking = Booking.objects.select_for_update(of=("self",), no_key=True).get(pk=booking.pk)
        if not booking.is_live:
            raise RefusedError(already_handled(booking))
        give_back(booking)
        situation = Situation.around(wanted, period, at=at, quantity=booking.quantity or 1)
        if refusals := [why for space in wanted for why in situation.why_not(space, period, booking.people)]:
            raise RefusedError(*refusals)
        _take(booking, wanted, period, at)
        log(booking, "booking.moved", user=by)
        tell_of(booking, at=at)
    return booking


def _take(booking: Booking, spaces: list[Space], period: Period, at: dt.datetime) -> None:
    booking.starts_at, booking.ends_at = period.starts_at, period.ends_at
    booking.venue = spaces[0].venue
    booking.version += 1
    booking.sequence += 1
    booking.changed_at = at
    booking.save(update_fields=["starts_at", "ends_at", "venue", "version", "sequence", "changed_at"])
    booking.spaces.set(spaces)
    claim(booking, spaces, period, at=at)
