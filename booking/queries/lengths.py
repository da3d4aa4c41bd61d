"""How long one may borrow, and when a loan may begin: told at the field, before the form is sent."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from venues.models import Space
from website.core import formats

OBVIOUS_GRID = 15  # minutes; who writes 17:30 never notices it


def length_hint(spaces: Iterable[Space]) -> str:
    """«Et lån varer fra 30 minutter til 12 timer.» By the strictest of the spaces; empty without any."""
    chosen = list(spaces)
    if not chosen:
        return ""
    shortest = max(space.min_minutes for space in chosen)
    longest = min((space.max_minutes for space in chosen if space.max_minutes), default=None)
    about = {"shortest": _spoken(shortest), "longest": _spoken(longest or shortest)}
    if longest is None:
        found = [_("Et lån varer minst %(shortest)s.") % about]
    elif longest == shortest:
        found = [_("Et lån varer %(shortest)s.") % about]
    else:
        found = [_("Et lån varer fra %(shortest)s til %(longest)s.") % about]
    if (step := max(space.grid_minutes for space in chosen)) > OBVIOUS_GRID:
        found.append(_("Det kan begynne når det åpner, og så med %(step)s mellom.") % {"step": _spoken(step)})
    return " ".join(found)


def _spoken(minutes: int) -> str:
    return formats.spoken_length(dt.timedelta(minutes=minutes))
