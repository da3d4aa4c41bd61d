"""The only door to the system clock, and to the municipality's time zone. Tests move `now`; nothing else asks."""

import datetime as dt
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


class NonexistentTimeError(ValueError):
    """The wall clock skips this time on the night summer time begins."""


def now() -> dt.datetime:
    """The present instant, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Today's local date."""
    return local(now()).date()


def local(instant: dt.datetime) -> dt.datetime:
    """The instant as wall-clock time in Oslo. Asks for an aware datetime."""
    return instant.astimezone(OSLO)


def at_local(day: dt.date, time: dt.time, *, fold: int = 0) -> dt.datetime:
    """The instant (UTC) of a local wall-clock time. Raises NonexistentTimeError in the hour that is skipped.

    On the night summer time ends, an hour comes twice: `fold=0` is the first.
    """
    wall = dt.datetime.combine(day, time, tzinfo=OSLO).replace(fold=fold)
    instant = wall.astimezone(dt.UTC)
    if instant.astimezone(OSLO).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NonexistentTimeError(f"{wall:%Y-%m-%d %H:%M} does not exist in {OSLO.key}")
    return instant


def midnight(day: dt.date) -> dt.datetime:
    """The instant (UTC) a local day begins. The day lasts until midnight(day + 1): 23, 24 or 25 hours."""
    return at_local(day, dt.time())
