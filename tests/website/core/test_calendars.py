"""iCalendar text: what stands in one event, and that the same rows give the same bytes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from website.core import clock
from website.core.calendars import CalendarEvent, calendar_text, event_text, invitation_text

DAY = dt.date(2027, 6, 1)
CHANGED = dt.datetime(2027, 5, 1, 12, 30, 15, 999, tzinfo=dt.UTC)
CAFE = CalendarEvent(
    uid="0c1b",
    starts_at=clock.at_local(DAY, dt.time(18)),
    ends_at=clock.at_local(DAY, dt.time(20)),
    summary="Språkkafé",
    changed_at=CHANGED,
    sequence=2,
    location="Storsalen, Rebellhuset",
    url="https://torget.example.no/det-som-skjer/sprakkafe/",
    categories=("Mat, deling", "Prat"),
)


def calendar_of(*events: CalendarEvent) -> bytes:
    return calendar_text("Rebellhuset", map(event_text, events), source="https://torget.example.no/kal/r.ics")


def read(*events: CalendarEvent):
    return list(Calendar.from_ical(calendar_of(*events)).events)


def test_an_event_says_what_programs_need(settings):
    settings.PUBLIC_BASE_URL = "https://torget.example.no:8443"
    [event] = read(CAFE)

    assert event["UID"] == "0c1b@torget.example.no"
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (2, "CONFIRMED", "TRANSPARENT")
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CHANGED.replace(microsecond=0)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Språkkafé", "Storsalen, Rebellhuset")
    assert event["CATEGORIES"].cats == ["Mat, deling", "Prat"]
    assert (event.start, event.end) == (CAFE.starts_at, CAFE.ends_at)


def test_a_cancelled_event_says_so_also_to_programs_that_read_only_titles():
    [event] = read(replace(CAFE, is_cancelled=True))

    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "AVLYST: Språkkafé")


def test_the_same_rows_give_the_same_bytes():
    assert calendar_of(CAFE) == calendar_of(CAFE)
    assert b"UID" not in calendar_text("Tom", [], source="https://torget.example.no/kal/tom.ics")


def test_the_zone_is_by_rule_and_events_are_in_local_time():
    body = calendar_of(CAFE)

    assert b"DTSTART;TZID=Europe/Oslo:20270601T180000\r\n" in body
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in body
    assert b"RDATE" not in body


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_written_in_utc(fold):
    start = clock.at_local(dt.date(2027, 10, 31), dt.time(2, 30), fold=fold)
    [event] = read(replace(CAFE, starts_at=start, ends_at=start + dt.timedelta(hours=2)))

    assert event.start == start
    assert event.start.tzname() == "UTC"
    assert event.end - start == dt.timedelta(hours=2)


def test_properties_newer_than_the_format_carry_their_kind():
    body = calendar_of(CAFE)

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in body
    assert b"SOURCE;VALUE=URI:https://torget.example.no/kal/r.ics\r\n" in body


def test_a_note_about_the_calendar_is_read_by_old_and_new_programs():
    body = calendar_text("A", [], source="https://a.example/kal/a.ics", note="Lang; resten kommer")

    assert b"X-WR-CALDESC:Lang\\; resten kommer\r\n" in body
    assert Calendar.from_ical(body)["DESCRIPTION"] == "Lang; resten kommer"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Pling\x07\x00", "Pling"),
        ("C:\\Norge", "C:\\ Norge"),
        ("to\r\nlinjer", "to\nlinjer"),
        ("slutt\rEND:VEVENT", "slutt\nEND:VEVENT"),
        ("komma, semikolon; og \\", "komma, semikolon; og \\"),
        ("👩‍👩‍👧" * 30, "👩‍👩‍👧" * 30),
    ],
)
def test_odd_text_is_read_back_as_people_meant_it(written, shown):
    [event] = read(replace(CAFE, summary=written))

    assert str(event["SUMMARY"]) == shown


@given(st.text(max_size=200))
def test_no_text_can_end_an_event_or_make_a_line_too_long(text):
    body = calendar_of(replace(CAFE, summary=text, description=text, location=text), CAFE)

    assert len(list(Calendar.from_ical(body).events)) == 2
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert b"\n" not in body.replace(b"\r\n", b"")


@given(st.text(max_size=100))
def test_nor_can_the_name_of_a_calendar(name):
    body = calendar_text(name, [event_text(CAFE)], source="https://a.example/kal/a.ics")

    assert len(list(Calendar.from_ical(body).events)) == 1
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


@pytest.mark.parametrize(("method", "is_cancelled"), [("REQUEST", False), ("CANCEL", True)])
def test_an_invitation_asks_no_reply_and_names_only_the_one_invited(method, is_cancelled):
    event = replace(CAFE, is_cancelled=is_cancelled)
    text = invitation_text(event, method=method, organizer="lan@torget.example.no", attendee="eva@example.no")

    calendar = Calendar.from_ical(text.encode())
    [invited] = calendar.events
    assert calendar["METHOD"] == method
    assert invited["ORGANIZER"] == "mailto:lan@torget.example.no"
    assert invited["ATTENDEE"] == "mailto:eva@example.no"
    assert (invited["ATTENDEE"].params["PARTSTAT"], invited["ATTENDEE"].params["RSVP"]) == ("ACCEPTED", "FALSE")
    assert invited["UID"] == read(CAFE)[0]["UID"]
