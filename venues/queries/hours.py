"""Opening hours of several spaces over several days.

Three queries whatever their number; one more where a weekly rule follows the school holidays.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from website.core import clock
from website.core.periods import Period, merged

from .. import rules
from ..enums import HoldsIn
from ..models.opening import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday
from ..models.space import Space
from ..models.venue import Venue
from ..rules import Because, Decided, Timetable

_Asked = tuple[int, int | None, dt.date, dt.date]
NOTHING = Timetable()


@dataclass(frozen=True)
class OpenDay:
    """A local day as people read it: when it is open, and why if that is not as usual."""

    date: dt.date
    periods: list[Period]
    reason: str


class OpeningHours:
    """The opening hours of some venues, read once for a range of days; asked as often as you like."""

    def __init__(self, venues: Iterable[Venue], first: dt.date, last: dt.date) -> None:
        self.venues = {venue.pk: venue for venue in venues}
        self.first, self.last = first, last
        self._said: dict[tuple[int, int | None], Timetable] = defaultdict(Timetable)
        self._found: dict[_Asked, tuple[list[Period], list[Period]]] = {}
        self._days: dict[tuple[int, int | None, dt.date], Decided] = {}
        self._read(first - dt.timedelta(days=1))  # a day may begin in the one before: hours over midnight

    def _read(self, early: dt.date) -> None:
        of_venues, touching = Q(venue__in=self.venues), Q(valid_from__lte=self.last, valid_to__gte=early)
        follows_school = False
        for rule in OpeningRule.objects.filter(of_venues):
            self._said[rule.venue_id, rule.space_id].rules.append(rule)
            follows_school |= rule.holds_in != HoldsIn.ALWAYS
        for closed in ClosedPeriod.objects.filter(of_venues, touching):
            self._said[closed.venue_id, closed.space_id].closed.append(closed)
        for exception in OpeningException.objects.filter(of_venues, date__range=(early, self.last)):
            self._said[exception.venue_id, exception.space_id].exceptions.append(exception)
        self._school = list(SchoolHoliday.objects.filter(touching)) if follows_school else []

    def of_venue(self, venue: Venue, day: dt.date) -> list[Period]:
        """The periods that begin on this local day."""
        return self._decided(venue.pk, None, day).periods

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
        asked = (space.venue_id, self._owner(space), first, last)
        if asked not in self._found:
            each = self._each(*asked)
            self._found[asked] = each, merged(each)
        return self._found[asked]

    def _each(self, venue_id: int, owner: int | None, first: dt.date, last: dt.date) -> list[Period]:
        periods: list[Period] = []
        for offset in range(-1, (last - first).days + 1):
            for period in self._decided(venue_id, owner, first + dt.timedelta(days=offset)).periods:
                if periods and period.starts_at < periods[-1].ends_at:
                    before = periods.pop()
                    periods.append(Period(before.starts_at, period.starts_at))
                    period = Period(period.starts_at, max(before.ends_at, period.ends_at))
                periods.append(period)
        return periods

    def reason(self, venue: Venue, day: dt.date, space: Space | None = None) -> str:
        """Why the hours of a day are not the usual, as said for all to read; empty for a usual day."""
        found = self._decided(venue.pk, self._owner(space), day)
        if found.because is Because.PUBLIC_HOLIDAY:
            return rules.holiday_name(day, get_language() or "")
        return found.reason

    def day(self, venue: Venue, day: dt.date, space: Space | None = None) -> OpenDay:
        """What to tell of a day: the periods that begin on it, and the reason."""
        found = self._decided(venue.pk, self._owner(space), day)
        return OpenDay(day, found.periods, self.reason(venue, day, space))

    def is_closed_for_once(self, venue: Venue, space: Space | None, day: dt.date) -> bool:
        """Closed all day, and not because it always is on such a weekday."""
        found = self._decided(venue.pk, self._owner(space), day)
        return found.because is not Because.WEEKLY and not found.periods

    def has_own(self, space: Space) -> bool:
        """Something is said about the hours of this space alone."""
        return self._owner(space) is not None

    def _owner(self, space: Space | None) -> int | None:
        return space.pk if space and (space.venue_id, space.pk) in self._said else None

    def _decided(self, venue_id: int, owner: int | None, day: dt.date) -> Decided:
        """Of the venue, or of a space that has anything of its own (S051)."""
        asked = (venue_id, owner, day)
        if asked not in self._days:
            self._days[asked] = rules.decide(
                day,
                self._said.get((venue_id, None), NOTHING),
                self._said.get((venue_id, owner), NOTHING) if owner else NOTHING,
                school=self._school,
                closed_on_holidays=self.venues[venue_id].closed_on_holidays,
            )
        return self._days[asked]


def follow_school_holidays() -> set[int]:
    """Ids of the venues whose hours may be others in school holidays."""
    return set(OpeningRule.objects.exclude(holds_in=HoldsIn.ALWAYS).values_list("venue_id", flat=True))


def opening_of(space: Space, day: dt.date) -> Period | None:
    """From when the space first opens on this local day until it closes."""
    each = OpeningHours([space.venue], day, day).each_of_space(space, day, day)
    return next((period for period in each if clock.local(period.starts_at).date() == day), None)
