"""How a feed is put together: what is nearest, no more than fits, and texts of today's version."""

import datetime as dt

import pytest
from icalendar import Calendar

from programmes.models import Occurrence
from programmes.operations.occurrences import add_occurrence
from search.feeds import copies
from search.feeds.build import LARGEST, build
from search.feeds.copies import Copy
from search.feeds.models import FeedAddress
from search.feeds.queries import window
from tests.factories.house import DAY, span
from tests.factories.programme import make_activity
from website.core import clock
from website.core.periods import Period

pytestmark = pytest.mark.django_db
ALT = FeedAddress(slug="alt")


@pytest.fixture
def add(house, owner):
    activity = make_activity(house, by=owner)
    return lambda hours, day: add_occurrence(activity, span(hours, day), at=clock.at_local(DAY, dt.time(7)))


def starts(body: bytes) -> list[str]:
    return [f"{event.start:%Y-%m-%d}" for event in Calendar.from_ical(body).events]


def test_three_months_back_and_fifteen_ahead_in_whole_days():
    days = window(dt.date(2027, 3, 28))

    assert days == Period(clock.midnight(dt.date(2026, 12, 26)), clock.midnight(dt.date(2028, 6, 27)))


def test_the_coming_in_order_and_then_the_past_latest_first(add):
    for days in (-2, 3, -91, 0, 455, -94, 460):
        add("10-12", DAY + dt.timedelta(days=days))

    assert starts(build(ALT, DAY)) == ["2027-01-05", "2027-01-08", "2028-04-04", "2027-01-03", "2026-10-06"]


def test_too_large_a_feed_leaves_out_what_is_farthest_and_says_so(add):
    for days in range(8):
        add("10-12", DAY + dt.timedelta(days=days - 4))
    Occurrence.objects.update(ics="X" * 200_000 + "\r\n")

    body = build(ALT, DAY)

    assert body.count(b"X\r\n") == 4
    assert len(body) <= LARGEST
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"X-WR-CALDESC:Her er det som er n" in body


def test_a_feed_that_fits_says_nothing(add):
    add("10-12", DAY)

    assert b"X-WR-CALDESC" not in build(ALT, DAY)


def test_a_text_of_an_older_version_is_written_anew(add):
    add("10-12", DAY)
    Occurrence.objects.update(ics="", ics_version=0)

    assert starts(build(ALT, DAY)) == ["2027-01-05"]


def test_the_memory_holds_only_so_many_copies():
    for number in range(copies.MOST + 5):
        copies.keep(f"rom-{number}", Copy("1", b""))

    assert copies.last_good("rom-0") is None
    assert copies.last_good(f"rom-{copies.MOST + 4}") == Copy("1", b"")
    copies.forget(f"rom-{copies.MOST + 4}")
    assert copies.last_good(f"rom-{copies.MOST + 4}") is None
