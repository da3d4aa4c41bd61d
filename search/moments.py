"""Days and parts of days, as the index keeps them.

Whoever asks for weekend evenings wants nothing that happens on Saturday morning and on Tuesday evening. So day and part
are kept together; and a part of the day alone, as long as such a time is coming.
"""

import datetime as dt
from collections.abc import Iterable

from programmes.forms.filters import PARTS_OF_DAY
from website.core import clock

DAY = "%Y-%m-%d"


def part_of(moment: dt.datetime) -> str:
    hour = clock.local(moment).hour
    return next(name for name, (first, last) in PARTS_OF_DAY.items() if first <= hour < last)


def written(day: dt.date, part: str) -> str:
    return f"{day:{DAY}} {part}"


def with_parts_coming(times: Iterable[str], today: dt.date) -> list[str]:
    """The same times, and the parts of the day of those that are not over."""
    dated = sorted({time for time in times if " " in time})
    return dated + sorted({time.partition(" ")[2] for time in dated if time >= f"{today:{DAY}}"})
