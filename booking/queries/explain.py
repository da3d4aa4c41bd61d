"""Why not? One function answers calendar, search, form, interface and error text alike."""

import datetime as dt

from django.utils.translation import gettext as _

from venues.models import Space
from venues.queries import OpeningHours
from website.core import clock
from website.core.periods import Period
from website.core.refusals import Refusal

from .. import rules
from ..rules import Wish
from .taken import blocked_periods, taken_by_space


def explain(
    space: Space, period: Period, *, at: dt.datetime, people: int | None = None, own_hold: int | None = None
) -> list[Refusal]:
    """All reasons why `space` cannot be had for `period`; an empty list means that a booking will be accepted.

    `at` is the present instant. Three queries. Whoever acts on the answer must do so through `claim()`, which has the
    last word.
    """
    wish = Wish(space, period, people)
    first, last = clock.local(period.starts_at).date(), clock.local(period.ends_at).date()
    open_periods = OpeningHours([space.venue], first, last).of_space(space, first, last)
    opens_at = rules.opening_at(open_periods, period.starts_at)
    found = [
        _archived(space),
        rules.not_past(wish, at) or rules.lead_time(wish, at),
        rules.window(wish, at),
        rules.opening(wish, open_periods),
        rules.length(wish),
        rules.grid(wish, opens_at),
        rules.capacity(wish),
        in_the_way(space, period, at=at, own_hold=own_hold),
    ]
    return [refusal for refusal in found if refusal is not None]


def _archived(space: Space) -> Refusal | None:
    if space.archived_at is not None or not space.venue.is_public:
        return Refusal("archived", _("%(space)s kan ikke lånes lenger.") % {"space": space})
    return None


def in_the_way(space: Space, period: Period, *, at: dt.datetime, own_hold: int | None = None) -> Refusal | None:
    """The refusal that names what is taken, or None."""
    blocked = blocked_periods([space], period, now=at, own_hold=own_hold).get(space.pk, [])
    clash = next((part for part in blocked if part.overlaps(period)), None)
    if clash is None:
        return None
    taken = [one for one in taken_by_space([space], clash, now=at).get(space.pk, []) if one.period.overlaps(clash)]
    return taken_refusal(space, taken[0].period if taken else clash, taken[0].label if taken else "")


def taken_refusal(space: Space, period: Period, label: str) -> Refusal:
    """«Storsalen er opptatt 10:00–12:00: Språkkafé.»"""
    hours = rules.local_hours(period)
    sentence = (
        _("%(space)s er opptatt %(hours)s: %(label)s.") % {"space": space, "hours": hours, "label": label}
        if label
        else _("%(space)s er opptatt %(hours)s.") % {"space": space, "hours": hours}
    )
    return Refusal("taken", sentence, "starts", {"until": period.ends_at.isoformat()})
