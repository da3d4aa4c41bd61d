"""What is agreed to happen at a venue, and relies on its opening hours. Apps above say what that is (apps.py).

New hours are saved when it is decided for each agreement they leave outside: kept knowingly, or cancelled and told.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from website.accounts.models import User
from website.core import clock
from website.core.locks import patience
from website.core.periods import Period

from .models import Space, Venue
from .queries import OpeningHours

CANCEL, KEEP = "cancel", "keep"
Changed = TypeVar("Changed")


@dataclass(frozen=True)
class Agreement:
    """A loan or a date of an activity. Without `spaces` it needs the hours of the whole venue."""

    key: str  # what a form calls it
    venue: Venue
    period: Period
    spaces: Sequence[Space]
    title: str
    who: str = ""
    must_stay: str = ""  # why it can only be kept by who is asked
    must_go: bool = False  # where it is cannot be lent any more
    moves: Sequence[tuple[str, str]] = ()  # where else it can be: the answer and its words
    row: Any = field(default=None, compare=False)

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What can be decided, and how a page says it."""
        away = [] if self.must_stay else [*self.moves, (CANCEL, _("Avlys"))]
        return away if self.must_go else [*away, (KEEP, _("Behold"))]


@dataclass(frozen=True)
class Source:
    """`coming`, while the hours are held, locks what else is needed so that no more come meanwhile.

    Whom it tells decides what an agreement says, and whether they may cancel it. `cancel` takes the rows, reason=, by=
    and at=.
    """

    coming: Callable[[Collection[int], User, dt.datetime], list[Agreement]]
    cancel: Callable[..., object]


_sources: list[Source] = []


class UndecidedError(Exception):
    """Nothing was saved. Carries all that would be left outside, in order of time."""

    def __init__(self, agreements: Iterable[Agreement]) -> None:
        super().__init__("undecided")
        self.agreements = sorted(agreements, key=lambda one: (one.period, one.key))


def register(source: Source) -> None:
    _sources.append(source)


def hold_hours(venues: Iterable[int | None]) -> None:
    """Nobody changes the hours of the venues, nor agrees on what relies on them alone, until the transaction ends.

    Before every other lock. Raises RefusedError("busy") when others hold them for long.
    """
    rows = Venue.objects.select_for_update(no_key=True).filter(pk__in=list(venues)).order_by("pk")
    with patience():
        list(rows.values_list("pk"))


def answers_for(agreements: Iterable[Agreement], data: MultiValueDict[str, str]) -> dict[str, str]:
    """What was chosen for each, by key. The others are left out, and one that was to be cancelled though it must stay.

    «resten» stands for those not answered by name, if the page had shown them («vist»): one made since is asked about.
    """
    rest = dict.fromkeys(data.getlist("vist"), data.get("resten"))
    found = {one.key: data.get(one.key) or rest.get(one.key) for one in agreements}
    possible = {one.key: {answer for answer, _words in one.answers} for one in agreements}
    return {key: answer for key, answer in found.items() if answer in possible[key]}


def change_hours(
    change: Callable[[], Changed],
    *,
    venues: Collection[int],
    data: MultiValueDict[str, str],
    reason: str,
    by: User,
    at: dt.datetime,
) -> Changed:
    """Do `change`, which saves hours of the venues, and what `data` answers for each agreement it leaves outside.

    What was outside before is nobody's news. Raises UndecidedError when an answer is missing, or the reason for those
    that are cancelled; then nothing is saved.
    """
    with transaction.atomic():
        hold_hours(venues)
        coming = [(source, one) for source in _sources for one in source.coming(venues, by, at)]
        before = _outside([one for _source, one in coming])
        changed = change()
        after = _outside([one for _source, one in coming]) - before
        left = [one for _source, one in coming if one.key in after]
        answers = answers_for(left, data)
        if len(answers) < len(left) or (CANCEL in answers.values() and not reason):
            raise UndecidedError(left)
        for source in _sources:
            rows = [one.row for owner, one in coming if owner is source and answers.get(one.key) == CANCEL]
            source.cancel(rows, reason=reason, by=by, at=at)
    return changed


def _outside(agreements: Sequence[Agreement]) -> set[str]:
    """The keys of those that are not within the opening hours as these are in the database. At most five queries."""
    if not agreements:
        return set()
    first = clock.local(min(one.period.starts_at for one in agreements)).date()
    last = clock.local(max(one.period.ends_at for one in agreements)).date()
    hours = OpeningHours(Venue.objects.filter(pk__in={one.venue.pk for one in agreements}), first, last)
    return {one.key for one in agreements if not hours.cover(one.venue, one.spaces, one.period)}
