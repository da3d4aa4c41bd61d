"""Close spaces for a while."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from wagtail.log_actions import log

from venues.models import Space
from website.accounts.models import User
from website.core.periods import Period

from ..models import Closure
from .claims import claim


@transaction.atomic
def close_spaces(*, spaces: Sequence[Space], period: Period, reason: str, by: User, at: dt.datetime) -> Closure:
    """Take the spaces from everyone for `period`. Raises RefusedError when a booking is in the way."""
    closure = Closure.objects.create(
        venue=spaces[0].venue, starts_at=period.starts_at, ends_at=period.ends_at, reason=reason, closed_by=by
    )
    closure.spaces.set(spaces)
    claim(closure, spaces, period, at=at)
    log(closure, "closure.made", user=by)
    return closure
