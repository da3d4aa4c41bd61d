"""What one agrees to by borrowing, as far as the spaces say: read before the form is sent."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from venues.models import Space, TermsVersion
from website.core.periods import Period

from .. import rules
from ..models import Booking
from ..promises import Promises, oldest
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


def versions_of(spaces: Iterable[Space]) -> dict[int, TermsVersion]:
    """The version in force of each of the terms that the spaces have, by id of the terms. One query; none without."""
    wanted = {space.terms_id for space in spaces} - {None}
    if not wanted:
        return {}
    latest = TermsVersion.objects.filter(terms__in=wanted).order_by("terms_id", "-number").distinct("terms_id")
    return {version.terms_id: version for version in latest.select_related("terms")}


def agreed_in(booking: Booking) -> Promises:
    """What the loan was made with, and keeps: of its own rooms no more is asked, whatever they have got since."""
    spaces, versions = booking.spaces.all(), booking.terms.all()
    terms = {version.terms_id for version in versions} | {space.terms_id for space in spaces if space.terms_id}
    age = max(booking.confirmed_age or 0, oldest(spaces))
    return Promises(frozenset(version.pk for version in versions), age, frozenset(terms))


def free_around(situation: Situation, spaces: Sequence[Space], period: Period) -> Period | None:
    """The free time around `period` that all the spaces share: what a loan may be moved and stretched within."""
    each = [free.period for space in spaces for free in situation.free(space) if free.period.contains(period)]
    if len(each) < len(spaces):
        return None
    return Period(max(one.starts_at for one in each), min(one.ends_at for one in each))
