"""When the calendars of others say that they are busy."""

import datetime as dt

import pytest

from booking.external import reading
from booking.external.reading import TooMuchError, busy_periods
from website.core import clock
from website.core.periods import Period, local_days

YEAR = local_days(dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def calendar(*events: str, head: str = "") -> bytes:
    text = "".join(f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{text}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def busy(*events: str, head: str = "") -> list[str]:
    """As local times: `05.01 12:00–14:00`."""
    return [told(period) for period in busy_periods(calendar(*events, head=head), YEAR)]


def told(period: Period) -> str:
    start, end = clock.local(period.starts_at), clock.local(period.ends_at)
    return (
        f"{start:%d.%m %H:%M}–{end:%H:%M}" if start.date() == end.date() else f"{start:%d.%m %H:%M}–{end:%d.%m %H:%M}"
    )


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20270105T110000Z\nDTEND:20270105T130000Z",
        "DTSTART;TZID=Europe/Oslo:20270105T120000\nDTEND;TZID=Europe/Oslo:20270105T140000",
        "DTSTART;TZID=W. Europe Standard Time:20270105T120000\nDURATION:PT2H",
        "DTSTART;TZID=America/New_York:20270105T060000\nDTEND;TZID=America/New_York:20270105T080000",
        "DTSTART:20270105T120000\nDTEND:20270105T140000",
    ],
)
def test_time_is_told_in_many_ways(times):
    assert busy(times) == ["05.01 12:00–14:00"]


def test_day_is_local_and_the_last_one_is_not_counted():
    assert busy("DTSTART;VALUE=DATE:20270105") == ["05.01 00:00–06.01 00:00"]
    assert busy("DTSTART;VALUE=DATE:20270105\nDTEND;VALUE=DATE:20270107") == ["05.01 00:00–07.01 00:00"]


def test_time_without_a_zone_is_of_the_zone_the_calendar_tells():
    moved = busy("DTSTART:20270105T060000\nDTEND:20270105T080000", head="X-WR-TIMEZONE:America/New_York\n")

    assert moved in (["05.01 12:00–14:00"], ["05.01 06:00–08:00"])  # floating stays floating by RFC 5545


def test_days_of_change_have_23_and_25_hours():
    found = busy_periods(calendar("DTSTART;VALUE=DATE:20270328", "DTSTART;VALUE=DATE:20271031"), YEAR)

    assert [period.length for period in found] == [dt.timedelta(hours=23), dt.timedelta(hours=25)]


def test_weekly_keeps_the_wall_clock_over_both_nights_of_change():
    start = "DTSTART;TZID=Europe/Oslo:20270321T120000\nDTEND;TZID=Europe/Oslo:20270321T140000\n"
    assert busy(f"{start}RRULE:FREQ=WEEKLY;COUNT=3") == [f"{day} 12:00–14:00" for day in ("21.03", "28.03", "04.04")]
    autumn = start.replace("20270321", "20271024")
    assert busy(f"{autumn}RRULE:FREQ=WEEKLY;COUNT=2") == ["24.10 12:00–14:00", "31.10 12:00–14:00"]


def test_date_left_out_moved_or_added_is_followed():
    start = "DTSTART:20270105T110000Z\nDTEND:20270105T120000Z"
    moved = (
        f"{start}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270106T110000Z\nRDATE:20270110T110000Z\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:0\nRECURRENCE-ID:20270107T110000Z\nDTSTART:20270107T150000Z\nDTEND:20270107T160000Z"
    )

    assert busy(moved) == ["05.01 12:00–13:00", "07.01 16:00–17:00", "10.01 12:00–13:00"]


@pytest.mark.parametrize("free", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "DURATION:PT0S"])
def test_what_takes_no_time_is_left_out(free):
    end = "" if free.startswith("DURATION") else "\nDTEND:20270105T120000Z"
    assert busy(f"DTSTART:20270105T110000Z{end}\n{free}") == []


def test_what_overlaps_or_touches_is_one():
    one, two, three = (
        f"DTSTART:20270105T{start}0000Z\nDTEND:20270105T{end}0000Z"
        for start, end in (("11", "13"), ("12", "14"), ("14", "15"))
    )

    assert busy(three, one, two, two) == ["05.01 12:00–16:00"]


def test_what_lies_outside_the_window_is_cut_off():
    assert busy("DTSTART:20250101T000000Z\nDTEND:20251231T000000Z") == []
    assert busy("DTSTART:20260101T000000Z\nDTEND:20270101T030000Z") == ["01.01 00:00–04:00"]
    [always] = busy_periods(calendar("DTSTART:19700101T000000Z\nDTEND:21000101T000000Z"), YEAR)
    assert always == YEAR


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "HOURLY", "hourly"])
def test_event_that_comes_many_times_a_day_is_too_much(often):
    with pytest.raises(TooMuchError):
        busy(f"DTSTART:20270105T110000Z\nDTEND:20270105T120000Z\nRRULE:FREQ={often}")


def test_too_many_events_are_too_much(monkeypatch):
    event = "DTSTART:20270105T110000Z\nDTEND:20270105T120000Z"
    with pytest.raises(TooMuchError):
        busy(*[event] * (reading.MOST_EVENTS + 1))
    monkeypatch.setattr(reading, "MOST_PERIODS", 50)
    with pytest.raises(TooMuchError):
        busy(f"{event}\nRRULE:FREQ=DAILY")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
        calendar("DTSTART:20271399T110000Z\nDTEND:20270105T120000Z"),
        calendar("SUMMARY:uten tid"),
        calendar("DTSTART:20270105T110000Z\nDTEND:20270105T120000Z\nRRULE:FREQ=NEVER"),
    ],
)
def test_broken_file_is_refused_or_says_nothing(data):
    try:
        assert busy_periods(data, YEAR) == []
    except Exception as error:
        assert not isinstance(error, TooMuchError)
