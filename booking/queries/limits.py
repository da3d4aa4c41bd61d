"""What spaces allow those who ask, and how much of it they have used: read once, then asked without the database."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Q

from venues.enums import LentTo, SpaceKind
from venues.models import Quota, Space
from website.accounts.models import User
from website.accounts.permissions import bookable_organisations
from website.core import clock
from website.core.periods import Period
from website.core.refusals import Refusal

from .. import borrowers as rules
from ..borrowers import Borrower, Loan
from ..models import Booking

OF_SPACES = {
    "of_spaces": ArrayAgg("spaces"),
    "is_presence": BoolOr(~Q(spaces__kind=SpaceKind.EQUIPMENT)),
    "one_at_a_time": BoolOr("spaces__one_at_a_time"),
}


def borrowers_of(person: User | AnonymousUser | None) -> list[Borrower]:
    """All that somebody may borrow for: themselves, then their organisations. Nobody when not logged in."""
    if not isinstance(person, User):
        return []
    return [Borrower(person), *(Borrower(person, one) for one in bookable_organisations(person, clock.today()))]


class Limits:
    """Of `spaces`, for each of `borrowers`, in `days`. What one of them may have can be had.

    Two queries, three when a space is kept for some organisations, whatever the number of spaces; none without
    borrowers. The bookings `instead_of`, by id, are about to give way.
    """

    def __init__(
        self, borrowers: Iterable[Borrower], spaces: Sequence[Space], days: Period, *, instead_of: Collection[int] = ()
    ) -> None:
        self.borrowers = list(borrowers)
        self.days = days
        self._quotas: dict[int, list[Quota]] = defaultdict(list)
        self._loans: dict[tuple[int | None, int | None], list[Loan]] = defaultdict(list)
        self._selected: dict[int, set[int]] = defaultdict(set)
        if self.borrowers:
            self._read_quotas({space.pk: space for space in spaces})
            self._read_loans(instead_of)
            self._read_selected([space.pk for space in spaces if space.lent_to == LentTo.SELECTED])

    def _read_quotas(self, spaces: dict[int, Space]) -> None:
        for quota in Quota.objects.filter(space__in=spaces, of__in={borrower.kind for borrower in self.borrowers}):
            quota.space = spaces[quota.space_id]
            self._quotas[quota.space_id].append(quota)

    def _read_loans(self, instead_of: Collection[int]) -> None:
        """What the house has set up is not counted, nor what came to nothing (S083)."""
        people = {borrower.person for borrower in self.borrowers if borrower.organisation is None}
        organisations = {borrower.organisation for borrower in self.borrowers} - {None}
        theirs = Q(organisation=None, booked_by__in=people) | Q(organisation__in=organisations)
        rows = Booking.objects.live().filter(theirs, is_planned=False).overlapping(self._counted)
        rows = rows.exclude(pk__in=instead_of).order_by("starts_at", "pk").annotate(**OF_SPACES)
        fields = ("organisation", "booked_by", "starts_at", "ends_at", "venue", *OF_SPACES)
        for asker, person, starts_at, ends_at, venue, spaces, *facts in rows.values_list(*fields):
            key = (asker, None) if asker else (None, person)
            self._loans[key].append(Loan(Period(starts_at, ends_at), venue, frozenset(spaces), *facts))

    @property
    def _counted(self) -> Period:
        """The days, and all of the weeks, months and half years they are part of."""
        parts = [
            part for found in self._quotas.values() for quota in found for part in rules.spans(quota.per, self.days)
        ]
        return Period(
            min((part.starts_at for part in parts), default=self.days.starts_at),
            max((part.ends_at for part in parts), default=self.days.ends_at),
        )

    def _read_selected(self, spaces: Collection[int]) -> None:
        if spaces:
            kept = Space.organisations.through.objects.filter(space__in=spaces)
            for space, organisation in kept.values_list("space_id", "organisation_id"):
                self._selected[space].add(organisation)

    def count(self, spaces: Sequence[Space], period: Period) -> None:
        """As if it were lent already: another date of what is asked for at once."""
        for borrower in self.borrowers:
            self._loans[borrower.key].append(Loan.of(spaces, period))

    def why_not(self, space: Space, period: Period) -> list[Refusal]:
        """Nothing when one of the borrowers may have it, else what is said to the one who comes furthest."""
        return min((self._why_not(borrower, space, period) for borrower in self.borrowers), key=len, default=[])

    def _why_not(self, borrower: Borrower, space: Space, period: Period) -> list[Refusal]:
        loans = self._loans[borrower.key]
        found = [
            rules.who_may(space, borrower, self._selected[space.pk]),
            rules.not_elsewhere(space, borrower, period, loans),
        ]
        found += [rules.within_quota(quota, borrower, period, loans) for quota in self._of(borrower, space)]
        return [refusal for refusal in found if refusal]

    def may_last_until(self, space: Space, period: Period) -> dt.datetime:
        """When a loan from the beginning of `period` must end: its end where nothing is against it."""
        if not self.borrowers:
            return period.ends_at
        return max(self._until(borrower, space, period) for borrower in self.borrowers)

    def _until(self, borrower: Borrower, space: Space, period: Period) -> dt.datetime:
        if rules.who_may(space, borrower, self._selected[space.pk]):
            return period.starts_at
        loans = self._loans[borrower.key]
        ends = [rules.may_last_until(quota, period, loans) for quota in self._of(borrower, space)]
        ends += [loan.period.starts_at for loan in loans if loan.period.overlaps(period) and loan.keeps_from(space)]
        return min(ends, default=period.ends_at)

    def closed(self, space: Space) -> list[Period]:
        """When none of the borrowers can have any of it."""
        each = [self._closed(borrower, space) for borrower in self.borrowers]
        shared = each[0] if each else []
        for other in each[1:]:
            shared = [both for one in shared for two in other if (both := one.intersection(two))]
        return shared

    def _closed(self, borrower: Borrower, space: Space) -> list[Period]:
        if rules.who_may(space, borrower, self._selected[space.pk]):
            return [self.days]
        loans = self._loans[borrower.key]
        elsewhere = [loan.period for loan in loans if loan.keeps_from(space)]
        return elsewhere + [
            part
            for quota in self._of(borrower, space)
            for part in rules.spans(quota.per, self.days)
            if rules.Use(quota, loans, part).is_full
        ]

    def _of(self, borrower: Borrower, space: Space) -> list[Quota]:
        return [quota for quota in self._quotas[space.pk] if quota.of == borrower.kind]
