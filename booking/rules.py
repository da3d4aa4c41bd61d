"""What is allowed by time, length and opening. Each rule is pure and gives a Refusal or None; the clock is an argument.

`Wish` is what somebody asks for. Lengths are elapsed minutes: right also on the two nights the clock changes.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from venues.models import Space
from website.core import formats
from website.core.periods import Period
from website.core.refusals import Refusal


@dataclass(frozen=True)
class Wish:
    """A space wanted for a period, by how many."""

    space: Space
    period: Period
    people: int | None = None


def not_past(wish: Wish, now: dt.datetime) -> Refusal | None:
    """Nobody books the past (S079)."""
    if wish.period.starts_at < now:
        return Refusal("past", _("Tidspunktet er passert. Velg et senere klokkeslett."), "starts")
    return None


def lead_time(wish: Wish, now: dt.datetime) -> Refusal | None:
    """Exactly the lead time ahead is early enough (S077)."""
    lead = dt.timedelta(minutes=wish.space.lead_minutes)
    if wish.period.starts_at < now + lead:
        return Refusal(
            "lead",
            _("%(space)s må bestilles minst %(length)s før.") % _about(wish.space, lead),
            "starts",
        )
    return None


def window(wish: Wish, now: dt.datetime) -> Refusal | None:
    """Not before booking opens nor after it closes (S075); not further ahead than allowed, in elapsed days (S071)."""
    if closed := closed_to_all(wish.space, now):
        return closed
    days = wish.space.days_ahead
    if days is not None and wish.period.starts_at > now + dt.timedelta(days=days):
        return Refusal(
            "window",
            ngettext_lazy(
                "%(space)s kan bestilles inntil %(days)d dag fram i tid.",
                "%(space)s kan bestilles inntil %(days)d dager fram i tid.",
                days,
            )
            % {"space": wish.space, "days": days},
            "date",
        )
    return None


def closed_to_all(space: Space, now: dt.datetime) -> Refusal | None:
    """Nobody can ask for it yet, or any more: it opens and closes at an instant."""
    opens, closes = space.bookable_from, space.bookable_until
    if opens is not None and now < opens:
        return Refusal("window", _("%(space)s kan bestilles fra %(day)s kl. %(time)s.") % _at(space, opens), "date")
    if closes is not None and now >= closes:
        sentence = _("%(space)s kunne bestilles til %(day)s kl. %(time)s. Fristen er ute.")
        return Refusal("window_over", sentence % _at(space, closes), "date")
    return None


def whole_day(wish: Wish, open_each: Sequence[Period]) -> Refusal | None:
    """Some spaces are lent for all the time they are open, from when they open until they close."""
    same_day = [period for period in open_each if period.overlaps(wish.period)]
    if not wish.space.is_whole_day or not same_day or wish.period in same_day:
        return None
    about = {"space": wish.space, "hours": formats.local_hours(same_day[0])}
    return Refusal("whole_day", _("%(space)s lånes for hele dagen, kl. %(hours)s.") % about, "starts")


def length(wish: Wish) -> Refusal | None:
    """Between the shortest and the longest loan of the space."""
    if wish.space.is_whole_day:
        return None
    space, asked = wish.space, wish.period.length
    shortest = dt.timedelta(minutes=space.min_minutes)
    if asked < shortest:
        return Refusal("too_short", _("Du må låne %(space)s i minst %(length)s.") % _about(space, shortest), "ends")
    if space.max_minutes is not None and asked > (longest := dt.timedelta(minutes=space.max_minutes)):
        return Refusal("too_long", _("Du kan låne %(space)s i høyst %(length)s.") % _about(space, longest), "ends")
    return None


def grid(wish: Wish, opens_at: dt.datetime | None) -> Refusal | None:
    """Starts on the grid counted from opening, in elapsed time (S063, S065)."""
    step = dt.timedelta(minutes=wish.space.grid_minutes)
    if opens_at is not None and not wish.space.is_whole_day and (wish.period.starts_at - opens_at) % step:
        return Refusal(
            "grid",
            _("%(space)s kan lånes fra klokkeslett med %(length)s mellom hvert.") % _about(wish.space, step),
            "starts",
        )
    return None


def opening(wish: Wish, open_periods: Sequence[Period], why: str = "") -> Refusal | None:
    """Wholly inside one open period; buffers may lie outside. `why` the day is not as usual is told."""
    if any(period.contains(wish.period) for period in open_periods):
        return None
    if why:
        about = {"space": wish.space, "why": why}
        return Refusal("closed", _("%(space)s er ikke åpent hele denne tiden: %(why)s.") % about, "starts")
    return Refusal("closed", _("%(space)s er ikke åpent hele denne tiden.") % {"space": wish.space}, "starts")


def capacity(wish: Wish) -> Refusal | None:
    if wish.people is not None and wish.space.capacity is not None and wish.people > wish.space.capacity:
        return Refusal(
            "capacity",
            _("%(space)s har plass til %(capacity)d personer.")
            % {"space": wish.space, "capacity": wish.space.capacity},
            "people",
        )
    return None


def must_be_answered(spaces: Iterable[Space], *, is_trusted: bool) -> bool:
    """A host must say yes before it is agreed, unless those who ask are trusted."""
    return not is_trusted and any(space.needs_approval for space in spaces)


def notice(spaces: Iterable[Space]) -> dt.timedelta:
    """How long before it begins it must be given back, as the strictest of the spaces says."""
    return dt.timedelta(hours=max((space.cancel_hours for space in spaces), default=0))


def opening_at(open_periods: Sequence[Period], instant: dt.datetime) -> dt.datetime | None:
    """When the open period that holds this instant began."""
    return next((p.starts_at for p in open_periods if p.starts_at <= instant < p.ends_at), None)


def first_start(free_from: dt.datetime, opens_at: dt.datetime, grid_minutes: int) -> dt.datetime:
    """The first instant on the grid at or after `free_from` (S067)."""
    step = dt.timedelta(minutes=grid_minutes)
    return free_from + (opens_at - free_from) % step


def next_start(free_from: dt.datetime, open_each: Sequence[Period], grid_minutes: int) -> dt.datetime | None:
    """The first start on the grid at or after `free_from`, the grid counted anew each time it opens."""
    for period in open_each:
        if free_from < period.ends_at:
            starts_at = first_start(max(free_from, period.starts_at), period.starts_at, grid_minutes)
            if starts_at < period.ends_at:
                return starts_at
    return None


def _at(space: Space, instant: dt.datetime) -> dict[str, object]:
    return {"space": space, "day": formats.local_date(instant), "time": formats.local_time(instant)}


def _about(space: Space, length: dt.timedelta) -> dict[str, object]:
    return {"space": space, "length": formats.spoken_length(length)}
