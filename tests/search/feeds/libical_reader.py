"""Read a calendar with libical (what GNOME and KDE use) and print [start, end] of each event, seconds since 1970.

Run by the system's Python: libical's binding is a Debian package (python3-gi, gir1.2-ical-3.0), not one from PyPI.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def seconds(time):
    return time.as_timet_with_zone(time.get_timezone() or ICalGLib.Timezone.get_utc_timezone())


calendar = ICalGLib.Component.new_from_string(Path(sys.argv[1]).read_text())
kind = ICalGLib.ComponentKind.VEVENT_COMPONENT
event, pairs = calendar.get_first_component(kind), []
while event:
    pairs.append([seconds(event.get_dtstart()), seconds(event.get_dtend())])
    event = calendar.get_next_component(kind)
print(json.dumps(pairs))
