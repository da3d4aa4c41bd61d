"""Why not? One function answers calendar, search, form, interface and error text alike."""

import datetime as dt

from venues.models import Space
from website.core.periods import Period
from website.core.refusals import Refusal

from ..borrowers import Borrower
from .situation import Situation


def explain(
    space: Space,
    period: Period,
    *,
    at: dt.datetime,
    people: int | None = None,
    own_hold: int | None = None,
    quantity: int = 1,
    borrower: Borrower | None = None,
) -> list[Refusal]:
    """All reasons why `space` cannot be had for `period`; an empty list means that a booking will be accepted.

    `at` is the present instant. Without a `borrower` it is not asked who borrows. Four queries, six when something
    is in the way; one more with school holidays, and two or three with a borrower.
    Whoever acts on the answer must do so through `claim()`, which has the last word.
    """
    situation = Situation.around([space], period, at=at, own_hold=own_hold, quantity=quantity, borrowers=[borrower])
    return situation.why_not(space, period, people)


def in_the_way(
    space: Space, period: Period, *, at: dt.datetime, own_hold: int | None = None, quantity: int = 1
) -> Refusal | None:
    """The refusal that names what is taken, or None."""
    situation = Situation.around([space], period, at=at, own_hold=own_hold, quantity=quantity)
    return situation.in_the_way(space, period)
