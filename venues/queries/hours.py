"""Opening hours of several spaces over several days, in two queries whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language

from website.core import clock
from website.core.periods import Period, merged

from .. import rules
from ..models.opening import OpeningException, OpeningRule
from ..models.space import Space
from ..models.venue import Venue


@dataclass
class _Hours:
    rules: list[OpeningRule] = field(default_factory=list)
    exceptions: list[OpeningException] = field(default_factory=list)


_Asked = tuple[int, int | None, dt.date, dt.date]


class OpeningHours:
    """The opening hours of some venues, read once for a range of days; asked as often as you like."""

    def __init__(self, venues: Iterable[Venue], first: dt.date, last: dt.date) -> None:
        self.venues = {venue.pk: venue for venue in venues}
        self.first, self.last = first, last
        self._hours: dict[tuple[int, int | None], _Hours] = defaultdict(_Hours)
        self._found: dict[_Asked, tuple[list[Period], list[Period]]] = {}
        for rule in OpeningRule.objects.filter(venue__in=self.venues):
            self._hours[rule.venue_id, rule.space_id].rules.append(rule)
        # A day may begin in the one before: hours over midnight.
        early = first - dt.timedelta(days=1)
        for exception in OpeningException.objects.filter(venue__in=self.venues, date__range=(early, last)):
            self._hours[exception.venue_id, exception.space_id].exceptions.append(exception)

    def of_venue(self, venue: Venue, day: dt.date) -> list[Period]:
        """The periods that begin on this local day."""
        return self._of(venue.pk, None, day)

    def of_space(self, space: Space, first: dt.date, last: dt.date) -> list[Period]:
        """All open periods from `first` to `last`, those that began the evening before too; touching ones are one."""
        return self._find(space, first, last)[1]

    def cover(self, venue: Venue, spaces: Iterable[Space], period: Period) -> bool:
        """Open all the period, in each of the spaces; without spaces, the venue itself."""
        first, last = clock.local(period.starts_at).date(), clock.local(period.ends_at).date()
        days = [first + dt.timedelta(days=offset) for offset in range(-1, (last - first).days + 1)]
        each = [self.of_space(space, first, last) for space in spaces]
        openings = each or [merged(part for day in days for part in self.of_venue(venue, day))]
        return all(any(part.contains(period) for part in parts) for parts in openings)

    def each_of_space(self, space: Space, first: dt.date, last: dt.date) -> list[Period]:
        """The same time, one period for each time it opens: the grid of starts is counted anew from each."""
        return self._find(space, first, last)[0]

    def _find(self, space: Space, first: dt.date, last: dt.date) -> tuple[list[Period], list[Period]]:
        """Each time it opens, and the same merged. All spaces without hours of their own share those of the venue."""
        owner = space.pk if (space.venue_id, space.pk) in self._hours else None
        asked = (space.venue_id, owner, first, last)
        if asked not in self._found:
            each = self._each(*asked)
            self._found[asked] = each, merged(each)
        return self._found[asked]

    def _each(self, venue_id: int, owner: int | None, first: dt.date, last: dt.date) -> list[Period]:
        periods: list[Period] = []
        for offset in range(-1, (last - first).days + 1):
            for period in self._of(venue_id, owner, first + dt.timedelta(days=offset)):
                if periods and period.starts_at < periods[-1].ends_at:
                    before = periods.pop()
                    periods.append(Period(before.starts_at, period.starts_at))
                    period = Period(period.starts_at, max(before.ends_at, period.ends_at))
                periods.append(period)
        return periods

    def reason(self, venue: Venue, day: dt.date) -> str:
        """Why the hours of a day are not the usual: what the exception says, or the holiday's name; else empty."""
        dated = [found for found in self._hours[venue.pk, None].exceptions if found.date == day]
        if dated:
            return next((found.reason for found in dated if found.reason), "")
        return rules.holiday_name(day, get_language() or "") if venue.closed_on_holidays else ""

    def is_closed_for_once(self, venue: Venue, space: Space | None, day: dt.date) -> bool:
        """Closed all day though weekly hours have no say: by a dated exception, or a holiday."""
        dated = self._hours[venue.pk, None].exceptions + (self._hours[venue.pk, space.pk].exceptions if space else [])
        holiday = venue.closed_on_holidays and rules.holiday_name(day)
        is_special = bool(holiday) or any(found.date == day for found in dated)
        return is_special and not self._of(venue.pk, space.pk if space else None, day)

    def _of(self, venue_id: int, space_id: int | None, day: dt.date) -> list[Period]:
        """Hours of the space where it has any of its own for the day, else of the venue (S051)."""
        own = self._hours[venue_id, space_id] if space_id else _Hours()
        of_venue = self._hours[venue_id, None]
        own_dated = any(found.date == day for found in own.exceptions)
        return rules.opening_periods(
            day,
            rules=own.rules or of_venue.rules,
            exceptions=own.exceptions if own_dated else of_venue.exceptions,
            closed_on_holidays=self.venues[venue_id].closed_on_holidays,
        )
