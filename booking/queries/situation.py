"""What stands between some spaces and some days, read once; then asked as often as a page needs, without the database.

Calendar, search, form, interface and error text all ask here, so that free on screen means accepted by `claim()`.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import Any

from venues.models import Space
from venues.queries import OpeningHours
from website.core import clock
from website.core.periods import Period, local_day, local_days, merged, subtracted, touching
from website.core.refusals import Refusal

from .. import rules
from ..borrowers import Borrower
from ..rules import Wish
from .limits import Limits
from .pools import Use, use_of_pools
from .reasons import archived, between_loans, few_left, how_many_left, taken_refusal
from .taken import Taken, blocked_periods, taken_by_space

ONE_DAY = dt.timedelta(days=1)
A_MOMENT = dt.timedelta(microseconds=1)
USUAL_LOAN = dt.timedelta(hours=2)


@dataclass(frozen=True)
class FreePeriod:
    """A period in which the space can be had: begins on the grid, long enough, inside the booking window."""

    space: Space
    period: Period
    limits: Limits = field(compare=False, repr=False)

    def usual_loan(self, starts_at: dt.datetime | None = None) -> Period:
        """The loan to offer, from `starts_at` or the beginning: two hours, or what the rules and the period allow."""
        if self.space.is_whole_day:
            return self.period
        begins = starts_at or self.period.starts_at
        longest = dt.timedelta(minutes=self.space.max_minutes) if self.space.max_minutes else USUAL_LOAN
        wanted = max(min(USUAL_LOAN, longest), dt.timedelta(minutes=self.space.min_minutes))
        return Period(begins, min(begins + wanted, self.may_last_until(begins)))

    def loan(self, starts_at: dt.datetime, length: dt.timedelta) -> Period:
        """The loan from `starts_at` of this length, or for the whole day where that is how it is lent."""
        return self.period if self.space.is_whole_day else Period(starts_at, starts_at + length)

    def may_last_until(self, starts_at: dt.datetime) -> dt.datetime:
        """When a loan from `starts_at` must end, where nobody is given longer."""
        return self.limits.may_last_until(self.space, Period(starts_at, self.period.ends_at))


def _claimed(first: dt.date, last: dt.date) -> Period:
    """Of what time claims are read: all that hours of the day before, these and the day after may reach."""
    return Period(clock.midnight(first - ONE_DAY), clock.midnight(last + 3 * ONE_DAY))


class Situation:
    """Hours and claims of `spaces` for the local days `first` to `last`, at the instant `at`.

    Seven queries at most, whatever the number of spaces and days; two more when there are pools among the spaces, of
    which `quantity` is asked for, and two or three for `borrowers`: what is allowed one of them can be had. Without any
    it is not asked who borrows. The spaces bring their venue (select_related). What is taken outside of `only`, when
    given, is not read.
    """

    def __init__(
        self,
        spaces: Iterable[Space],
        first: dt.date,
        last: dt.date,
        *,
        at: dt.datetime,
        own_hold: int | None = None,
        hours: OpeningHours | None = None,
        quantity: int = 1,
        borrowers: Iterable[Borrower | None] = (),
        instead_of: Collection[int] = (),
        only: Iterable[Period] = (),
    ) -> None:
        self.spaces = list(spaces)
        self.borrowers, self.instead_of = [one for one in borrowers if one], instead_of
        self.quantity = quantity
        self.at, self.own_hold = at, own_hold
        self.first, self.last = first, last + ONE_DAY  # a free period may run on into the day after
        self.days = local_days(first, last)
        self.windows = merged(only) or [_claimed(first, last)]
        self.hours = hours or OpeningHours({space.venue for space in self.spaces}, self.first, self.last)
        self._free: dict[int, list[FreePeriod]] = {}

    @classmethod
    def around(
        cls,
        spaces: Iterable[Space],
        period: Period,
        *,
        at: dt.datetime,
        **more: Any,
    ) -> "Situation":
        """The situation of the local days that `period` touches."""
        first, last = clock.local(period.starts_at).date(), clock.local(period.ends_at).date()
        return cls(spaces, first, last, at=at, **more)

    def why_not(self, space: Space, period: Period, people: int | None = None) -> list[Refusal]:
        """All reasons why `space` cannot be had for `period`; none means that a booking will be accepted."""
        found = [*self._broken(Wish(space, period, people)), self.in_the_way(space, period)]
        return [refusal for refusal in found if refusal is not None]

    def can_be_had(self, space: Space, period: Period, people: int | None = None) -> bool:
        """As `why_not` says, without reading what is in the way: that costs far more than that something is."""
        return self._clash(space, period) is None and not any(self._broken(Wish(space, period, people)))

    def _broken(self, wish: Wish) -> Iterator[Refusal | None]:
        """What each rule says."""
        space, period = wish.space, wish.period
        yield archived(space)
        yield rules.not_past(wish, self.at) or rules.lead_time(wish, self.at)
        yield rules.window(wish, self.at)
        yield rules.opening(wish, touching(self.open(space), period), self._why(space, period))
        yield rules.length(wish)
        open_each = touching(self.open_each(space), period)
        yield rules.whole_day(wish, open_each)
        yield rules.grid(wish, rules.opening_at(open_each, period.starts_at))
        yield rules.capacity(wish)
        yield from self.limits.why_not(space, period)

    def free(self, space: Space) -> list[FreePeriod]:
        """The free periods that touch the days, in order of time."""
        if space.pk not in self._free:
            self._free[space.pk] = self._find_free(space)
        return self._free[space.pk]

    def _find_free(self, space: Space) -> list[FreePeriod]:
        found = []
        blocked = [*self.blocked.get(space.pk, []), *self.limits.closed(space)]
        gaps = subtracted(self.open(space), blocked)
        if space.is_whole_day:
            gaps = [period for period in self.open_each(space) if any(gap.contains(period) for gap in gaps)]
        for gap in gaps:
            free = FreePeriod(space, gap, self.limits)
            starts_at = next(self._starts(free), None)
            if starts_at and gap.ends_at > self.days.starts_at and starts_at < self.days.ends_at:
                found.append(replace(free, period=Period(starts_at, gap.ends_at)))
        return found

    def starts(self, free: FreePeriod) -> list[dt.datetime]:
        """Every instant of the days asked for at which a loan in this free period may begin."""
        return list(takewhile(lambda start: start < self.days.ends_at, self._starts(free)))

    def _starts(self, free: FreePeriod) -> Iterator[dt.datetime]:
        """Every instant in the free period at which a loan may begin, one after the other."""
        if free.space.is_whole_day:
            yield from self._start_of_day(free)
            return
        shortest = dt.timedelta(minutes=free.space.min_minutes)
        starts_at = self._first_start(free.space, free.period.starts_at)
        while starts_at and starts_at + shortest <= free.period.ends_at:
            if self._beyond_window(free.space, starts_at):
                return
            if starts_at + shortest <= free.may_last_until(starts_at):
                yield starts_at
            starts_at = self._first_start(free.space, starts_at + A_MOMENT)

    def _start_of_day(self, free: FreePeriod) -> Iterator[dt.datetime]:
        starts_at = free.period.starts_at
        is_early_enough = starts_at >= self.at + dt.timedelta(minutes=free.space.lead_minutes)
        is_in_window = is_early_enough and not self._beyond_window(free.space, starts_at)
        if is_in_window and free.may_last_until(starts_at) == free.period.ends_at:
            yield starts_at

    def open(self, space: Space) -> list[Period]:
        return self.hours.of_space(space, self.first, self.last)

    def open_each(self, space: Space) -> list[Period]:
        return self.hours.each_of_space(space, self.first, self.last)

    def _why(self, space: Space, period: Period) -> str:
        return self.hours.reason(space.venue, clock.local(period.starts_at).date(), space)

    def why_closed(self, space: Space, day: dt.date) -> str:
        """What to tell when it is closed all this local day, and not as every week; else empty."""
        if any(opening.overlaps(local_day(day)) for opening in self.open(space)):
            return ""
        return self.hours.reason(space.venue, day, space)

    @cached_property
    def limits(self) -> Limits:
        """What the spaces allow the borrowers."""
        days = Period(self.days.starts_at, self.days.ends_at + ONE_DAY)
        return Limits(self.borrowers, self.spaces, days, instead_of=self.instead_of)

    @cached_property
    def blocked(self) -> dict[int, list[Period]]:
        """For each space id what no booking may touch, buffers of both sides counted."""
        rooms = [space for space in self.spaces if not space.is_pool]
        return blocked_periods(rooms, self.windows, now=self.at, own_hold=self.own_hold) | self.lacking

    @cached_property
    def pools(self) -> dict[int, Use]:
        """For the id of each space of which there are many alike, how many are taken when."""
        pools = [space for space in self.spaces if space.is_pool]
        return use_of_pools(pools, self.windows, now=self.at, own_hold=self.own_hold)

    @cached_property
    def lacking(self) -> dict[int, list[Period]]:
        return {pk: use.lacking(self.quantity) for pk, use in self.pools.items()}

    @cached_property
    def taken(self) -> dict[int, list[Taken]]:
        """For each space id what is in it, wide enough to see whose buffer reaches in."""
        found = taken_by_space(self.spaces, self.windows, now=self.at, own_hold=self.own_hold)
        return found | {pk: self._taken_of_pool(pk, found.get(pk, [])) for pk in self.pools}

    def _taken_of_pool(self, pool: int, claims: Iterable[Taken]) -> list[Taken]:
        """When it is closed, and when there are too few; which of the many are lent is nobody's concern."""
        closed = sorted({one for one in claims if one.kind == "closure"}, key=lambda one: one.period)
        few = subtracted(self.lacking[pool], [one.period for one in closed])
        return closed + [Taken(part, "booking", self.how_many_left(pool, part)) for part in few]

    def how_many_left(self, pool: int, period: Period) -> str:
        """Of many alike, by the id of the space: how many can be had for all of `period`, in words."""
        use = self.pools[pool]
        return how_many_left(use.left(period), use.count)

    def in_the_way(self, space: Space, period: Period) -> Refusal | None:
        """The refusal that names what is taken, or None."""
        clash = self._clash(space, period)
        if clash is None:
            return None
        near = [one for one in self.taken.get(space.pk, []) if one.period.overlaps(clash)]
        inside = [one for one in near if one.period.overlaps(period)]
        if space.is_pool and not any(one.kind == "closure" for one in inside):
            use = self.pools[space.pk]
            return few_left(space, use.left(period), use.count)
        if not inside and near:
            return between_loans(space, period, clash, [one.period for one in near])
        return taken_refusal(space, inside[0] if inside else Taken(clash, "booking"))

    def _clash(self, space: Space, period: Period) -> Period | None:
        """The first time that is taken or kept as a buffer."""
        blocked = touching(self.blocked.get(space.pk, []), period)
        return next((part for part in blocked if part.overlaps(period)), None)

    def shut(self, spaces: Iterable[int], period: Period) -> None:
        """From now on see the spaces, by id, as taken for the period: what is to be, before it is stored."""
        for pk in spaces:
            if pk in self.pools:
                use = self.pools[pk]
                self.pools[pk] = Use(use.count, [*use.steps, (period, use.count)])
            self.blocked[pk] = merged([*self.blocked.get(pk, []), period])

    def _first_start(self, space: Space, free_from: dt.datetime) -> dt.datetime | None:
        earliest = max(free_from, self.at + dt.timedelta(minutes=space.lead_minutes))
        return rules.next_start(earliest, self.open_each(space), space.grid_minutes)

    def _beyond_window(self, space: Space, starts_at: dt.datetime) -> bool:
        if rules.closed_to_all(space, self.at):
            return True
        return space.days_ahead is not None and starts_at > self.at + dt.timedelta(days=space.days_ahead)
