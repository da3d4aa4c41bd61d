"""Ask a calendar from outside, through a process that may be lost."""

import datetime as dt
import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from website.core import clock
from website.core.periods import Period

from ..enums import Trouble
from ..models import ExternalCalendar

logger = logging.getLogger(__name__)

CHILD = (sys.executable, "-m", "booking.external.child")
MOST_SECONDS = 60
KEPT_IN_CHILD = ("PATH", "LANG")  # no secret of ours goes near the file
MONTHS_AHEAD = 15


@dataclass(frozen=True)
class Answer:
    """The times taken, in order and not touching, None when they are as before; or why there are none."""

    periods: Sequence[Period] | None = None
    etag: str = ""
    last_modified: str = ""
    trouble: Trouble | None = None


def ask(calendar: ExternalCalendar, *, at: dt.datetime, child: Sequence[str] = CHILD) -> Answer:
    """What the calendar says of this year and the next fifteen months. Takes a minute at most; never raises."""
    window = window_at(at)
    question = {
        "address": calendar.address,
        "etag": calendar.etag,
        "last_modified": calendar.last_modified,
        "starts_at": window.starts_at.isoformat(),
        "ends_at": window.ends_at.isoformat(),
    }
    environment = {name: os.environ[name] for name in KEPT_IN_CHILD if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        ran = subprocess.run(
            child, input=json.dumps(question).encode(), capture_output=True, timeout=MOST_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        return Answer(trouble=Trouble.UNREACHABLE)
    if ran.returncode:
        logger.warning("calendar lost its reader", extra={"calendar": calendar.pk, "status": ran.returncode})
        return Answer(trouble=Trouble.TOO_LARGE)
    return _heard(ran.stdout)


def window_at(at: dt.datetime) -> Period:
    """From New Year, so that what lasts for days has the same beginning each day it is asked for."""
    today = clock.local(at).date()
    months = today.month - 1 + MONTHS_AHEAD
    last = dt.date(today.year + months // 12, months % 12 + 1, 1)
    return Period(clock.midnight(dt.date(today.year, 1, 1)), clock.midnight(last))


def _heard(output: bytes) -> Answer:
    said = json.loads(output)
    if trouble := said.get("trouble"):
        return Answer(trouble=Trouble(trouble))
    periods = said["periods"]
    if periods is not None:
        periods = [Period(*map(dt.datetime.fromisoformat, pair)) for pair in periods]
    return Answer(periods, said["etag"][:255], said["last_modified"][:255])
