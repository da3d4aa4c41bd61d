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
class Notice:
    """How long before it begins a loan of these spaces can be given back, and until when, once the time is known."""

    spaces: list[Space]
    length: dt.timedelta
    until: dt.datetime | None


@dataclass(frozen=True)
class Terms:
    """Which spaces a host must approve, which are lent at once, and how long before each can be given back."""

    waiting: list[Space]
    at_once: list[Space]
    notices: list[Notice]

    @property
    def differ(self) -> bool:
        return bool(self.waiting and self.at_once) or len(self.notices) > 1


def terms(spaces: Sequence[Space], period: Period | None) -> Terms:
    """Those of each of the spaces, so that they hold whichever of them is chosen."""
    waiting = [space for space in spaces if rules.must_be_answered([space], is_trusted=False)]
    lengths = {space: rules.notice([space]) for space in spaces}
    notices = [
        Notice([space for space in spaces if lengths[space] == length], length, _until(period, length))
        for length in sorted(set(lengths.values()))
    ]
    return Terms(waiting, [space for space in spaces if space not in waiting], notices)


def _until(period: Period | None, notice: dt.timedelta) -> dt.datetime | None:
    return period.starts_at - notice if period else None


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
