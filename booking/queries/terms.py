"""What one agrees to by borrowing, as far as the spaces say: read before the form is sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from venues.models import Space
from website.core.periods import Period

from .. import rules
from .situation import Situation


@dataclass(frozen=True)
class Terms:
    """Must a host approve, how long before can it be given back, and until when, once the time is known."""

    waits: bool
    notice: dt.timedelta
    until: dt.datetime | None


def terms(spaces: Sequence[Space], period: Period | None) -> Terms | None:
    """Those of the strictest of the spaces; None before any is chosen."""
    if not spaces:
        return None
    waits, notice = rules.must_be_answered(spaces, is_trusted=False), rules.notice(spaces)
    return Terms(waits, notice, period.starts_at - notice if period else None)


def free_around(situation: Situation, spaces: Sequence[Space], period: Period) -> Period | None:
    """The free time around `period` that all the spaces share: what a loan may be moved and stretched within."""
    each = [free.period for space in spaces for free in situation.free(space) if free.period.contains(period)]
    if len(each) < len(spaces):
        return None
    return Period(max(one.starts_at for one in each), min(one.ends_at for one in each))
