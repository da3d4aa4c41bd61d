"""Half-open periods of instants, [starts_at, ends_at), and sums and differences of them. Pure."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import clock


@dataclass(frozen=True, order=True)
class Period:
    """From an instant up to, not including, another. Both aware; kept in UTC. Raises ValueError unless start < end."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("A period needs aware datetimes")
        # Compared in UTC: two datetimes of one zone would be compared by their wall clocks.
        object.__setattr__(self, "starts_at", self.starts_at.astimezone(dt.UTC))
        object.__setattr__(self, "ends_at", self.ends_at.astimezone(dt.UTC))
        if self.starts_at >= self.ends_at:
            raise ValueError("A period must end after it starts")

    @property
    def length(self) -> dt.timedelta:
        """Elapsed time, also over a change of the clock."""
        return self.ends_at - self.starts_at

    def overlaps(self, other: "Period") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, other: "Period") -> bool:
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def intersection(self, other: "Period") -> "Period | None":
        start, end = max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at)
        return Period(start, end) if start < end else None


def local_day(day: dt.date) -> Period:
    """The local day as a period: 23, 24 or 25 hours."""
    return Period(clock.midnight(day), clock.midnight(day + dt.timedelta(days=1)))


def local_days(first: dt.date, last: dt.date) -> Period:
    """From the beginning of `first` to the end of `last`, local days."""
    return Period(clock.midnight(first), clock.midnight(last + dt.timedelta(days=1)))


def touching(periods: Sequence[Period], period: Period) -> Sequence[Period]:
    """Those of `periods`, which are in order and do not overlap, that share time or an edge with `period`."""
    first = bisect_left(periods, period.starts_at, key=lambda found: found.ends_at)
    last = bisect_right(periods, period.ends_at, key=lambda found: found.starts_at)
    return periods[first:last]


def merged(periods: Iterable[Period]) -> list[Period]:
    """The same instants as fewest periods, in order; touching ones become one."""
    result: list[Period] = []
    for period in sorted(periods):
        if result and period.starts_at <= result[-1].ends_at:
            last = result.pop()
            period = Period(last.starts_at, max(last.ends_at, period.ends_at))
        result.append(period)
    return result


def subtracted(periods: Iterable[Period], taken: Iterable[Period]) -> list[Period]:
    """What is left of `periods` when every instant in `taken` is removed."""
    left = merged(periods)
    for gap in taken:
        left = [part for period in left for part in _without(period, gap)]
    return left


def _without(period: Period, gap: Period) -> list[Period]:
    if not period.overlaps(gap):
        return [period]
    parts = []
    if period.starts_at < gap.starts_at:
        parts.append(Period(period.starts_at, gap.starts_at))
    if gap.ends_at < period.ends_at:
        parts.append(Period(gap.ends_at, period.ends_at))
    return parts
