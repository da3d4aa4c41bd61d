"""What must be looked after every minute: apps register chores, the command `tick` does them.

A chore finds in our own rows what is due, so it may be missed, repeated or done by two at once.
"""

import datetime as dt
import logging
from typing import Protocol, TypeVar

from . import clock

logger = logging.getLogger(__name__)


class Chore(Protocol):
    """Does what is due at an instant, and tells how much that was."""

    __name__: str

    def __call__(self, *, at: dt.datetime) -> int: ...


CHORES: list[Chore] = []
Registered = TypeVar("Registered", bound=Chore)


def chore(function: Registered) -> Registered:
    """Register a function to be called every minute."""
    CHORES.append(function)
    return function


def do_chores(*, at: dt.datetime | None = None) -> dict[str, int | None]:
    """Do all of them; what each did, None for one that failed. A failing one is logged and stops no other."""
    at = at or clock.now()
    return {function.__name__: _try(function, at) for function in CHORES}


def _try(function: Chore, at: dt.datetime) -> int | None:
    try:
        return function(at=at)
    except Exception:
        logger.exception("chore failed", extra={"chore": function.__name__})
        return None
