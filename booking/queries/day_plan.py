"""A venue's day as people look at it: each space, and what each part of the day is for it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from venues.models import Space
from website.core import clock, formats
from website.core.periods import Period, local_day, subtracted

from .reasons import in_few_words
from .situation import FreePeriod, Situation

SLOT = dt.timedelta(minutes=15)
HOUR = dt.timedelta(hours=1)
SHORT = {
    "past": _("Passert"),
    "lead": _("For sent å bestille"),
    "window": _("Kan ikke bestilles ennå"),
    "window_over": _("Fristen er ute"),
    "closed": _("Stengt"),
    "elsewhere": _("Du har et annet rom da"),
    "who": _("Lånes ikke ut til alle"),
    "quota": _("Du har lånt så mye du kan"),
    "taken": _("Rigging og rydding"),
    "whole_day": _("Lånes bare for hele dagen"),
    "too_short": _("For kort til å lånes"),
}


@dataclass(frozen=True)
class Cell:
    """A part of the day. `offer` is the loan its link leads to, only where it is free."""

    period: Period
    kind: str  # free, booking, closure, hold, or the code of why it cannot be had
    label: str | Promise
    start: int  # in quarters of an hour from the beginning of the axis
    length: int
    offer: Period | None = None


@dataclass(frozen=True)
class Row:
    """A space and its day. `next_loan` is the first that can be had on a later day, where nothing is free on this."""

    space: Space
    cells: list[Cell]
    next_loan: Period | None = None

    @property
    def free_count(self) -> int:
        return sum(cell.offer is not None for cell in self.cells)


@dataclass(frozen=True)
class DayPlan:
    """`axis` is what is drawn, whole hours; `hours` its marks: quarter and wall-clock hour."""

    axis: Period
    rows: list[Row]

    @property
    def columns(self) -> int:
        return -(-self.axis.length // SLOT)

    @property
    def hours(self) -> list[tuple[int, str]]:
        marks = range(self.axis.length // HOUR)
        return [(mark * 4, f"{clock.local(self.axis.starts_at + mark * HOUR):%H}") for mark in marks]


def day_plan(
    situation: Situation, spaces: Sequence[Space], day: dt.date, first_free: Mapping[int, FreePeriod]
) -> DayPlan | None:
    """The plan of a local day, or None when everything is closed all day. Asks the database nothing of its own.

    `first_free` says when the spaces with nothing free can be had next.
    """
    whole_day = local_day(day)
    parts = [part for space in spaces for opening in situation.open(space) if (part := opening.intersection(whole_day))]
    if not parts:
        return None
    axis = _whole_hours(min(part.starts_at for part in parts), max(part.ends_at for part in parts))
    later = {pk: free.usual_loan() for pk, free in first_free.items()}
    return DayPlan(axis, [Row(space, _cells(situation, space, axis), later.get(space.pk)) for space in spaces])


def _whole_hours(starts_at: dt.datetime, ends_at: dt.datetime) -> Period:
    epoch = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    return Period(starts_at - (starts_at - epoch) % HOUR, ends_at + (epoch - ends_at) % HOUR)


def _cells(situation: Situation, space: Space, axis: Period) -> list[Cell]:
    free = [(one.period, "free", _left(situation, one), _offer(situation, one, axis)) for one in situation.free(space)]
    taken = situation.taken.get(space.pk, [])
    known = free + [(one.period, one.kind, in_few_words(one), None) for one in taken]
    rest = subtracted([axis], [period for period, *_rest in known])
    other = [piece for period in rest for piece in _other(situation, space, period)]
    cells = [
        _cell(axis, part, period, kind, label, offer)
        for period, kind, label, offer in known + other
        if (part := period.intersection(axis))
    ]
    return sorted(cells, key=lambda cell: (cell.period.starts_at, cell.period.ends_at))


def _other(situation: Situation, space: Space, rest: Period) -> list[tuple[Period, str, str | Promise, None]]:
    """What is neither free nor taken, each part with the reason `explain` gives for it."""
    shortest = dt.timedelta(minutes=space.min_minutes)
    found: list[tuple[Period, str, str | Promise, None]] = []
    for part in subtracted([rest], situation.open(space)):
        found.append((part, "closed", _closed_label(situation, space, part), None))
    for opening in situation.open(space):
        if inside := rest.intersection(opening):
            why = situation.why_not(space, Period(inside.starts_at, inside.starts_at + shortest))
            code = why[0].code if why else "too_short"
            label = _between(situation, space, inside) if code == "taken" else SHORT.get(code) or why[0].sentence
            found.append((inside, code, label, None))
    return found


def _closed_label(situation: Situation, space: Space, part: Period) -> str | Promise:
    """Why, where it is not as every week."""
    why = situation.hours.reason(space.venue, clock.local(part.starts_at).date(), space)
    return gettext("Stengt: %(why)s") % {"why": why} if why else SHORT["closed"]


def _between(situation: Situation, space: Space, part: Period) -> str | Promise:
    """Time kept for the loan before or after: until when, where only the one before asks for it."""
    taken = [one.period for one in situation.taken.get(space.pk, [])]
    is_after = any(loan.ends_at == part.starts_at for loan in taken)
    if not is_after or any(loan.starts_at == part.ends_at for loan in taken):
        return SHORT["taken"]
    return gettext("Rydding til %(time)s") % {"time": formats.local_time(part.ends_at)}


def _left(situation: Situation, free: FreePeriod) -> str:
    """Of many alike, how many there are throughout."""
    return situation.how_many_left(free.space.pk, free.period) if free.space.is_pool else ""


def _offer(situation: Situation, free: FreePeriod, axis: Period) -> Period:
    """What the link of a free period asks for: the usual loan, from the first start that is drawn."""
    return free.usual_loan(next((start for start in situation.starts(free) if start >= axis.starts_at), None))


def _cell(axis: Period, part: Period, period: Period, kind: str, label: str | Promise, offer: Period | None) -> Cell:
    start = (part.starts_at - axis.starts_at) // SLOT
    end = -(-(part.ends_at - axis.starts_at) // SLOT)
    return Cell(period, kind, label, start, end - start, offer)
