"""Who asks for a loan, and what a space allows each of them. Pure, as `rules`."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from venues.enums import LentTo, QuotaOf, QuotaPer, SpaceKind
from venues.models import Quota, Space
from website.accounts.models import Organisation, User
from website.core import clock, formats
from website.core.periods import Period, local_days
from website.core.refusals import Refusal

ONE_DAY = dt.timedelta(days=1)
PER: dict[str, str | Promise] = {
    QuotaPer.DAY: gettext_lazy("om dagen"),
    QuotaPer.WEEK: gettext_lazy("i uken"),
    QuotaPer.MONTH: gettext_lazy("i måneden"),
    QuotaPer.HALF_YEAR: gettext_lazy("i halvåret"),
}


@dataclass(frozen=True)
class Borrower:
    """A person, or the organisation the person borrows for: then the loan counts as the organisation's."""

    person: User
    organisation: Organisation | None = None

    @property
    def key(self) -> tuple[int | None, int | None]:
        """(organisation, None) or (None, person)."""
        return (self.organisation.pk, None) if self.organisation else (None, self.person.pk)

    @property
    def kind(self) -> QuotaOf:
        return QuotaOf.ORGANISATION if self.organisation else QuotaOf.PERSON

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else _("Du")


@dataclass(frozen=True)
class Loan:
    """What a borrower has, or is about to have."""

    period: Period
    venue: int
    spaces: frozenset[int]
    is_presence: bool  # of a place to be, not only of equipment
    one_at_a_time: bool  # one of the spaces asks for it

    @classmethod
    def of(cls, spaces: Sequence[Space], period: Period) -> "Loan":
        return cls(
            period,
            spaces[0].venue_id,
            frozenset(space.pk for space in spaces),
            any(space.kind != SpaceKind.EQUIPMENT for space in spaces),
            any(space.one_at_a_time for space in spaces),
        )

    def keeps_from(self, space: Space) -> bool:
        """Who has this cannot have `space` as well at the same time."""
        is_elsewhere = self.venue == space.venue_id and space.pk not in self.spaces and self.is_presence
        return is_elsewhere and space.kind != SpaceKind.EQUIPMENT and (space.one_at_a_time or self.one_at_a_time)

    def counts_in(self, quota: Quota) -> bool:
        return self.venue == quota.space.venue_id if quota.is_for_venue else quota.space_id in self.spaces


def who_may(space: Space, borrower: Borrower, selected: Iterable[int]) -> Refusal | None:
    """Whether the space is lent to such as `borrower`; `selected` are the ids of the organisations it is kept for."""
    asker = borrower.organisation
    if space.lent_to == LentTo.EVERYONE:
        return None
    if space.lent_to == LentTo.ORGANISATIONS and asker is None:
        sentence = _("%(space)s lånes bare ut til lag og organisasjoner. Velg hvem du låner for.")
        return Refusal("who", sentence % {"space": space}, "organisation")
    if space.lent_to == LentTo.SELECTED and (asker is None or asker.pk not in selected):
        sentence = _("%(space)s lånes bare ut til noen utvalgte organisasjoner. Spør verten.")
        return Refusal("who", sentence % {"space": space}, "organisation")
    return None


def not_elsewhere(space: Space, borrower: Borrower, period: Period, loans: Iterable[Loan]) -> Refusal | None:
    """Nobody is in two rooms of a house at once, where one of them asks for that (S087)."""
    other = next((loan for loan in loans if loan.period.overlaps(period) and loan.keeps_from(space)), None)
    if other is None:
        return None
    about = {"who": str(borrower), "space": space, "venue": space.venue, "hours": formats.local_hours(other.period)}
    sentence = _("%(who)s har et annet rom på %(venue)s kl. %(hours)s, og kan ikke ha %(space)s samtidig.")
    return Refusal("elsewhere", sentence % about, "starts")


def within_quota(quota: Quota, borrower: Borrower, period: Period, loans: Sequence[Loan]) -> Refusal | None:
    """A loan counts in each day, week, month or half year that it touches, with the hours it has there."""
    for part in spans(quota.per, period):
        used = Use(quota, loans, part)
        more = (period.intersection(part) or part).length
        if used.is_full or (used.left is not None and more > used.left):
            return _over(quota, borrower, used)
    return None


def may_last_until(quota: Quota, period: Period, loans: Sequence[Loan]) -> dt.datetime:
    """When a loan from the beginning of `period` must end; it is the end of `period` where the quota lets it."""
    begins = period.starts_at
    for part in spans(quota.per, period):
        used = Use(quota, loans, part)
        if used.is_full:
            return begins
        ends = min(part.ends_at, period.ends_at)
        if used.left is not None and begins + used.left < ends:
            return begins + used.left
        begins = ends
    return begins


class Use:
    """What of a quota is used in one day, week, month or half year."""

    def __init__(self, quota: Quota, loans: Iterable[Loan], part: Period) -> None:
        counted = [loan.period.intersection(part) for loan in loans if loan.counts_in(quota)]
        found = [inside for inside in counted if inside]
        self.part = part
        self.hours = sum((inside.length for inside in found), dt.timedelta())
        self.left = None if quota.hours is None else dt.timedelta(hours=quota.hours) - self.hours
        is_all_lent = quota.loans is not None and len(found) >= quota.loans
        self.is_full = is_all_lent or (self.left is not None and self.left <= dt.timedelta())
        self.is_all_lent = is_all_lent


def spans(per: str, period: Period) -> list[Period]:
    """Each local day, week from Monday, month or half year that `period` touches."""
    found = [_span(per, clock.local(period.starts_at).date())]
    while found[-1].ends_at < period.ends_at:
        found.append(_span(per, clock.local(found[-1].ends_at).date()))
    return found


def _span(per: str, day: dt.date) -> Period:
    if per == QuotaPer.DAY:
        return local_days(day, day)
    if per == QuotaPer.WEEK:
        monday = day - dt.timedelta(days=day.weekday())
        return local_days(monday, monday + 6 * ONE_DAY)
    first = day.replace(day=1, month=day.month if per == QuotaPer.MONTH else 1 if day.month < 7 else 7)
    months = 1 if per == QuotaPer.MONTH else 6
    return local_days(first, _months_on(first, months) - ONE_DAY)


def _months_on(first: dt.date, months: int) -> dt.date:
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def _over(quota: Quota, borrower: Borrower, used: Use) -> Refusal:
    """«Du kan låne Storsalen høyst 2 ganger i uken. Det er alt avtalt i uken fra mandag 4. januar.»"""
    what = _("rom på %(venue)s") % {"venue": quota.space.venue} if quota.is_for_venue else str(quota.space)
    about = {"who": str(borrower), "what": what, "per": PER[quota.per], "when": _when(quota.per, used.part)}
    if used.is_all_lent:
        assert quota.loans is not None  # noqa: S101 - that is what is used up
        limit = ngettext(
            "%(who)s kan låne %(what)s høyst %(count)d gang %(per)s.",
            "%(who)s kan låne %(what)s høyst %(count)d ganger %(per)s.",
            quota.loans,
        ) % (about | {"count": quota.loans})
        return Refusal("quota", f"{limit} {_('Det er alt avtalt %(when)s.') % about}", "date")
    assert quota.hours is not None and used.left is not None  # noqa: S101 - the other thing that can be
    limit = _("%(who)s kan låne %(what)s høyst %(hours)d timer %(per)s.") % (about | {"hours": quota.hours})
    if used.left <= dt.timedelta():
        return Refusal("quota", f"{limit} {_('Alle er brukt %(when)s.') % about}", "date")
    left = about | {"left": formats.spoken_length(used.left)}
    return Refusal("quota", f"{limit} {_('%(left)s er igjen %(when)s.') % left}", "date")


def _when(per: str, part: Period) -> str:
    first = clock.local(part.starts_at).date()
    if per == QuotaPer.DAY:
        return formats.local_date(first)
    words = {QuotaPer.WEEK: _("i uken fra %(day)s"), QuotaPer.MONTH: _("i måneden fra %(day)s")}
    return words.get(QuotaPer(per), _("i halvåret fra %(day)s")) % {"day": formats.local_date(first)}
