"""The claims of a calendar from outside: all the time of its closures but what others have there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from website.core.periods import Period, subtracted, touching

from ..models import Claim, Closure, ExternalCalendar
from .claims import NO_BUFFERS, Units, claim_row, swap_claims


def fill(calendar: ExternalCalendar, units_of: Units, *, at: dt.datetime) -> None:
    """Claim what is wanted of its closures that are not over by `at`, and give up the rest. Four queries.

    `units_of` is what `lock_spaces` answered. Holds give way; what is agreed leaves a hole.
    """
    closures = list(calendar.closures.filter(ends_at__gt=at))
    if not closures:
        return
    units = sorted({unit for units in units_of.values() for unit in units})
    mine = {(row.closure_id, row.unit_id, row.period): row.pk for row in Claim.objects.filter(closure__in=closures)}
    taken, held = _others(calendar, units, _around(closures))
    wanted = {
        (closure.pk, unit, part): claim_row(closure, unit, part, NO_BUFFERS)
        for closure in closures
        for unit in units
        for part in subtracted([closure.period], touching(taken[unit], closure.period))
    }
    new = {key: row for key, row in wanted.items() if key not in mine}
    lost = [pk for key, pk in mine.items() if key not in wanted]
    given_way = [hold.pk for hold in held for _closure, unit, part in new if _is_in(hold, unit, part)]
    swap_claims([*lost, *given_way], list(new.values()))


def _is_in(hold: Claim, unit: int, part: Period) -> bool:
    return hold.unit_id == unit and hold.period.overlaps(part)


def _around(closures: Sequence[Closure]) -> Period:
    return Period(min(one.starts_at for one in closures), max(one.ends_at for one in closures))


def _others(
    calendar: ExternalCalendar, units: list[int], window: Period
) -> tuple[dict[int, list[Period]], list[Claim]]:
    """What others have, by unit and in order, and the holds: they give way."""
    taken: dict[int, list[Period]] = defaultdict(list)
    held = []
    rows = Claim.objects.filter(unit__in=units, span__overlap=(window.starts_at, window.ends_at))
    for row in rows.exclude(closure__in=calendar.closures.all()).order_by("unit", "span"):
        if row.hold_id is None:
            taken[row.unit_id].append(row.period)
        else:
            held.append(row)
    return taken, held
