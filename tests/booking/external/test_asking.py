"""A calendar of others, asked through a process of its own, against a server that speaks TLS."""

import datetime as dt
import json
import sys

import pytest

from booking.enums import Trouble
from booking.external import asking, child
from booking.external.asking import Answer, ask, window_at
from booking.models import ExternalCalendar
from tests.booking.external.test_reading import calendar
from tests.factories.house import NOW, span

EVENT = "DTSTART:20270105T110000Z\nDTEND:20270105T130000Z"
CALENDAR = {"Content_Type": "text/calendar", "ETag": '"1"', "Last_Modified": "Mon"}

# The child as it is, but with a way out that leads to the server of the test.
CHILD = """
import json, socket, sys
from booking.external.child import _set_limits, answer
from website.core.fetching import Door
known = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **options: known("127.0.0.1", *rest, **options)
_set_limits()
json.dump(answer(json.load(sys.stdin), Door({port}, {certificate!r}, lambda number: True)), sys.stdout)
"""


def asked_with_child(server, address, **fields) -> Answer:
    code = CHILD.format(port=server.port, certificate=server.certificate)
    return ask(ExternalCalendar(address=address, **fields), at=NOW, child=[sys.executable, "-c", code])


def said(server, address: str, **question: str) -> dict:
    window = window_at(NOW)
    ends = {"starts_at": window.starts_at.isoformat(), "ends_at": window.ends_at.isoformat()}
    return child.answer({"address": address, "etag": "", "last_modified": ""} | ends | question, server.door)


def test_times_come_back_with_what_the_server_wants_to_be_asked_with(tls_server):
    address = tls_server.serve("/a.ics", calendar(EVENT), **CALENDAR)

    assert asked_with_child(tls_server, address) == Answer([span("12–14")], '"1"', "Mon")


def test_unchanged_calendar_has_no_times(tls_server):
    address = tls_server.serve("/a.ics", status=304)

    assert asked_with_child(tls_server, address, etag='"1"') == Answer(None, '"1"', "")
    assert tls_server.asked[0].headers["If-None-Match"] == '"1"'


def test_calendar_that_eats_memory_or_time_is_too_large(tls_server, monkeypatch):
    greedy = [sys.executable, "-c", "from booking.external.child import _set_limits\n_set_limits()\nb' ' * 10**9"]
    assert ask(ExternalCalendar(address="x"), at=NOW, child=greedy).trouble == Trouble.TOO_LARGE
    monkeypatch.setattr(asking, "MOST_SECONDS", 0.3)
    slow = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert ask(ExternalCalendar(address="x"), at=NOW, child=slow).trouble == Trouble.UNREACHABLE


def test_child_has_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    tell = (
        "import json, os; json.dump({'periods': [], 'etag': ' '.join(os.environ), 'last_modified': ''}, open(1, 'w'))"
    )

    seen = ask(ExternalCalendar(address="x"), at=NOW, child=[sys.executable, "-c", tell]).etag.split()

    assert "PATH" in seen
    assert set(seen) <= {*asking.KEPT_IN_CHILD, "PYTHONPATH", "LC_CTYPE"}


def test_real_child_never_goes_to_our_own_network():
    assert ask(ExternalCalendar(address="https://127.0.0.1/"), at=NOW).trouble == Trouble.FORBIDDEN
    assert ask(ExternalCalendar(address="https://localtest.invalid/"), at=NOW).trouble == Trouble.UNREACHABLE


@pytest.mark.parametrize("kind", ["text/calendar; charset=utf-8", "text/plain", "application/octet-stream"])
def test_calendar_is_known_by_type_and_first_line(tls_server, lookups, kind):
    address = tls_server.serve("/a.ics", b"\xef\xbb\xbf" + calendar(EVENT), Content_Type=kind)

    assert len(said(tls_server, address)["periods"]) == 1


@pytest.mark.parametrize(
    ("body", "kind", "trouble"),
    [
        (calendar(EVENT), "text/html", Trouble.NOT_A_CALENDAR),
        (b"<html>BEGIN:VCALENDAR", "text/calendar", Trouble.NOT_A_CALENDAR),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "text/calendar", Trouble.NOT_A_CALENDAR),
        (calendar("DTSTART:20279999T110000Z"), "text/calendar", Trouble.NOT_A_CALENDAR),
        (calendar(f"{EVENT}\nRRULE:FREQ=HOURLY"), "text/calendar", Trouble.TOO_LARGE),
        (b"BEGIN:VCALENDAR" + b" " * 6_000_000, "text/calendar", Trouble.TOO_LARGE),
    ],
)
def test_trouble_is_one_of_few_words(tls_server, lookups, body, kind, trouble):
    assert said(tls_server, tls_server.serve("/a.ics", body, Content_Type=kind)) == {"trouble": trouble}


def test_trouble_does_not_tell_what_the_server_wrote(tls_server, lookups):
    told = [said(tls_server, tls_server.serve("/a.ics", b"hemmelig", status=status)) for status in (401, 404, 500)]
    told += [said(tls_server, "https://ukjent.example.no/")]

    assert told == [{"trouble": Trouble.UNREACHABLE}] * 4
    lookups["inne.example.no"] = ["10.0.0.1"]
    assert said(tls_server, "https://inne.example.no/") == {"trouble": Trouble.FORBIDDEN}


def test_deep_or_endless_file_gives_an_answer(tls_server, lookups):
    deep = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 4000 + b"END:VEVENT\r\n" * 4000 + b"END:VCALENDAR\r\n"

    assert json.dumps(said(tls_server, tls_server.serve("/a.ics", deep, **CALENDAR)))


def test_window_begins_at_new_year_and_lasts_fifteen_months_on():
    window = window_at(NOW)

    assert (window.starts_at, window.ends_at) == (
        dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC),
        dt.datetime(2028, 3, 31, 22, tzinfo=dt.UTC),
    )
