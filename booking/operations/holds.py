"""Keep a slot for ten minutes while somebody fills in the form."""

import datetime as dt
import uuid

from django.db import transaction

from venues.models import Space
from website.core.periods import Period

from ..models import Hold
from .claims import claim

LIFETIME = dt.timedelta(minutes=10)


@transaction.atomic
def hold_space(*, space: Space, period: Period, key: uuid.UUID, at: dt.datetime) -> Hold:
    """Hold `space` until ten minutes from `at`; an earlier hold with the same key is replaced (S147).

    Raises RefusedError when the slot is taken.
    """
    Hold.objects.filter(key=key).delete()
    hold = Hold.objects.create(key=key, expires_at=at + LIFETIME)
    claim(hold, [space], period, at=at)
    return hold


def drop_expired_holds(*, at: dt.datetime) -> int:
    """Housekeeping only: an expired hold is already in nobody's way. Returns how many went."""
    return Hold.objects.filter(expires_at__lte=at).delete()[0]
