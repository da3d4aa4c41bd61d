"""Programs that are not ours read the feed as the page shows it, over both nights the clock changes."""

import datetime as dt
import json
import re
import subprocess
from pathlib import Path

import pytest
import recurring_ical_events
from icalendar import Calendar

from programmes.operations.occurrences import add_occurrence, cancel_occurrence, move_occurrence
from tests.factories.house import span
from tests.factories.programme import make_activity, repeat_weekly
from tests.tools import SYSTEM_PYTHON
from website.core import clock

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2027, 3, 14), dt.date(2027, 11, 21)
MARCH, OCTOBER = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
NOW = clock.at_local(dt.date(2027, 3, 10), dt.time(9))

KHAL = """\
[calendars]
[[feed]]
path = {folder}/calendar
[locale]
local_timezone = UTC
default_timezone = Europe/Oslo
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


@pytest.fixture
def programme(house, owner, monkeypatch):
    """Each Sunday 18–20, one cancelled, one moved, one over midnight into each of the two nights."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    activity = make_activity(house, by=owner)
    series = repeat_weekly(activity, first=FIRST, until=LAST, at=NOW)
    dates = list(series.occurrences.order_by("starts_at"))
    cancel_occurrence(dates[1], reason="", by=owner, at=NOW)
    move_occurrence(dates[3], span("12-14", dt.date(2027, 4, 5)), reason="", by=owner, at=NOW)
    for day in (MARCH, OCTOBER):
        add_occurrence(activity, span("22-27", day - dt.timedelta(days=1)), at=NOW)
    return activity


@pytest.fixture
def feed(client, programme, tmp_path) -> Path:
    path = tmp_path / "feed.ics"
    path.write_bytes(client.get("/kal/dhh.ics").content)
    return path


def expected(programme) -> list[tuple[str, str]]:
    rows = programme.occurrences.order_by("starts_at")
    return [(f"{row.starts_at:%Y-%m-%d %H:%M}", f"{row.ends_at:%Y-%m-%d %H:%M}") for row in rows]


def utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M}"


def test_recurring_ical_events(feed, programme):
    calendar = Calendar.from_ical(feed.read_bytes())
    found = recurring_ical_events.of(calendar).between(FIRST, LAST + dt.timedelta(days=2))

    assert sorted((utc(event.start), utc(event.end)) for event in found) == expected(programme)


@pytest.mark.khal
def test_khal(feed, programme, tmp_path):
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(KHAL.format(folder=tmp_path))
    command = ["khal", "-c", str(config)]
    subprocess.run([*command, "import", "--batch", "-a", "feed", str(feed)], check=True, capture_output=True)
    listed = subprocess.run(
        [*command, "list", "-df", "", "-f", "{start-long-full}|{end-long-full}", str(FIRST), "2027-11-23"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert sorted({tuple(line.split("|")) for line in listed.splitlines() if line}) == expected(programme)


@pytest.mark.libical
def test_libical(feed, programme):
    reader = Path(__file__).with_name("libical_reader.py")
    answer = subprocess.run([SYSTEM_PYTHON, str(reader), str(feed)], check=True, capture_output=True, text=True)

    found = [[dt.datetime.fromtimestamp(seconds, dt.UTC) for seconds in pair] for pair in json.loads(answer.stdout)]
    assert sorted((utc(start), utc(end)) for start, end in found) == expected(programme)


def test_the_page_shows_the_hours_the_calendar_shows(client, feed, programme):
    """The twenty that are next, as the wall clock shows them, on both sides of the night in March."""
    page = client.get(programme.get_absolute_url()).content.decode()
    shown = re.findall(r'<time datetime="([^"]+)">(\d\d:\d\d)–[^<]*(\d\d:\d\d)', page)

    calendar = Calendar.from_ical(feed.read_bytes())
    found = sorted((event.start, event.end) for event in calendar.events)[:20]
    assert len(shown) == 20
    assert [(utc(dt.datetime.fromisoformat(start)), begins, ends) for start, begins, ends in shown] == [
        (utc(start), f"{clock.local(start):%H:%M}", f"{clock.local(end):%H:%M}") for start, end in found
    ]


def test_programs_see_what_is_cancelled_and_that_the_moved_is_the_same(feed, programme, owner, client):
    first = programme.occurrences.earliest("starts_at")
    before = {str(event["UID"]): event for event in Calendar.from_ical(feed.read_bytes()).events}
    later = NOW + dt.timedelta(hours=1)
    move_occurrence(first, span("9-11", OCTOBER), reason="", by=owner, at=later)
    after = {str(event["UID"]): event for event in Calendar.from_ical(client.get("/kal/dhh.ics").content).events}

    [changed] = [uid for uid in before if before[uid] != after[uid]]
    assert before.keys() == after.keys()
    assert changed.startswith(str(first.uuid))
    assert after[changed].start == clock.at_local(OCTOBER, dt.time(9))
    assert after[changed]["SEQUENCE"] == before[changed]["SEQUENCE"] + 1
    assert after[changed]["LAST-MODIFIED"].dt == later
    assert [str(event["SUMMARY"]) for event in before.values() if event["STATUS"] == "CANCELLED"] == [
        "AVLYST: Språkkafé"
    ]
