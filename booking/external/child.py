"""Fetch and read one calendar, in a process of its own: `python -m booking.external.child`.

Reads a question as JSON and writes the answer as JSON (`asking.py` has their shapes). Whatever the foreign file does
to it, the process that asked lives on. It knows neither our database nor our settings.
"""

import datetime as dt
import json
import resource
import sys
from typing import Any

from website.core.fetching import Door, ForbiddenAddressError, TooLargeError, UnreachableError, fetch
from website.core.periods import Period

from ..enums import Trouble
from .reading import TooMuchError, busy_periods

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 30  # of computing; who asks looks at the clock
TYPES = {"text/calendar", "text/plain", "application/octet-stream", ""}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def answer(question: dict[str, str], door: Door | None = None) -> dict[str, Any]:
    """What the calendar says, or the trouble it makes. Never raises for what a server does."""
    try:
        return _read(question, door)
    except ForbiddenAddressError:
        return {"trouble": Trouble.FORBIDDEN.value}
    except UnreachableError:
        return {"trouble": Trouble.UNREACHABLE.value}
    except (TooLargeError, TooMuchError, MemoryError, RecursionError):
        return {"trouble": Trouble.TOO_LARGE.value}
    except Exception:  # the parsers of calendars raise all kinds for a broken file
        return {"trouble": Trouble.NOT_A_CALENDAR.value}


def _read(question: dict[str, str], door: Door | None) -> dict[str, Any]:
    file = fetch(question["address"], etag=question["etag"], last_modified=question["last_modified"], door=door)
    if file.data is None:
        return {"periods": None, "etag": question["etag"], "last_modified": question["last_modified"]}
    data = file.data.removeprefix(BYTE_ORDER_MARK).strip()
    is_whole = data.startswith(b"BEGIN:VCALENDAR") and data.endswith(b"END:VCALENDAR")
    if file.content_type not in TYPES or not is_whole:
        return {"trouble": Trouble.NOT_A_CALENDAR.value}
    window = Period(*(dt.datetime.fromisoformat(question[end]) for end in ("starts_at", "ends_at")))
    periods = [(one.starts_at.isoformat(), one.ends_at.isoformat()) for one in busy_periods(data, window)]
    return {"periods": periods, "etag": file.etag, "last_modified": file.last_modified}


def _set_limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


if __name__ == "__main__":
    _set_limits()
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
