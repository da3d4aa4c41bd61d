"""When spaces that have nothing free on a day can be had next."""

import datetime as dt
from collections.abc import Iterable, Sequence

from venues.models import Space
from venues.queries import OpeningHours

from .situation import ONE_DAY, FreePeriod, Situation

LOOKED_AHEAD = 28 * ONE_DAY


def hours_ahead(spaces: Iterable[Space], day: dt.date) -> OpeningHours:
    """The hours from `day` as far as `first_free` looks."""
    return OpeningHours({space.venue for space in spaces}, day, day + LOOKED_AHEAD + ONE_DAY)


def first_free(situation: Situation, spaces: Sequence[Space]) -> dict[int, FreePeriod]:
    """By space id, the first free period in the four weeks after the day of `situation`, whose hours are `hours_ahead`.

    One query, none without spaces; two or three more for those who are logged in.
    """
    if not spaces:
        return {}
    first = situation.last  # the day after
    last = first + LOOKED_AHEAD - ONE_DAY
    later = Situation(
        spaces,
        first,
        last,
        at=situation.at,
        own_hold=situation.own_hold,
        hours=situation.hours,
        borrowers=situation.borrowers,
    )
    return {space.pk: found[0] for space in spaces if (found := later.free(space))}
