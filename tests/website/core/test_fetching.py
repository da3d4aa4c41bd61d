"""What we fetch from addresses that people write, and where we never go (security 7)."""

import time

import pytest

from tests.factories.tls_server import NAME
from website.core import fetching
from website.core.fetching import Door, ForbiddenAddressError, TooLargeError, UnreachableError, fetch, is_public, judged

CLOSED = """
127.0.0.1 127.255.255.254 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1
192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 ::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1
64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1
2001:10::1
"""
OPEN = ["1.1.1.1", "193.213.112.4", "172.32.0.1", "2a02:2121::1", "2606:4700::1111", "::ffff:1.1.1.1"]
BAD = [
    "http://example.no/a.ics",
    "ftp://example.no/a.ics",
    "file:///etc/passwd",
    "https://example.no:8443/a.ics",
    "https://user:pass@example.no/a.ics",
    "https://a@b:443@127.0.0.1/",
    "https://127.0.0.1\\@example.no/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://localhost/",
    "https://localhost./",
    "https://a..b/",
    "https://.example.no/",
    "https://example.no./",
    "https://-a.no/",
    "https://0x7f.1/",
    "https://0x7f.0x1/",
    "https:///a.ics",
    "https://",
    "example.no/a.ics",
    "",
    "https://example.no/" + "a" * 2000,
    "https://exa mple.no/\x00",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("number", CLOSED.split())
def test_number_of_a_closed_network_is_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", OPEN)
def test_number_of_the_open_internet_is_public(number):
    assert is_public(number)


@pytest.mark.parametrize("address", BAD)
def test_address_that_is_none_of_the_open_web_is_forbidden(address):
    with pytest.raises(ForbiddenAddressError):
        judged(address)


def test_webcal_is_read_as_https():
    assert judged(" webcal://Example.no/a.ics?b=1 ").url == "https://example.no/a.ics?b=1"
    assert judged("https://example.no:443/a").host == "example.no"
    assert judged("https://skjærgård.example.no/a").host == "xn--skjrgrd-ixag.example.no"


def test_file_comes_with_what_the_server_wants_to_be_asked_with(tls_server, lookups):
    address = tls_server.serve("/a.ics", b"BEGIN:VCALENDAR", ETag='"1"', Content_Type="text/Calendar; charset=utf-8")

    got = fetch(address, door=tls_server.door)

    assert (got.data, got.content_type, got.etag, got.last_modified) == (b"BEGIN:VCALENDAR", "text/calendar", '"1"', "")
    asked = tls_server.asked[0].headers
    assert asked["Host"] == NAME
    assert asked["Accept-Encoding"] == "identity"
    assert "Cookie" not in asked
    assert "If-None-Match" not in asked


def test_file_that_is_as_it_was_is_not_sent_again(tls_server, lookups):
    address = tls_server.serve("/a.ics", status=304)

    assert fetch(address, etag='"1"', last_modified="Mon", door=tls_server.door).data is None
    assert tls_server.asked[0].headers["If-None-Match"] == '"1"'
    assert tls_server.asked[0].headers["If-Modified-Since"] == "Mon"


def test_redirects_are_followed_three_times(tls_server, lookups):
    tls_server.serve("/3", b"here")
    for number in range(3):
        tls_server.serve(f"/{number}", status=302, Location=f"/{number + 1}")
    tls_server.serve("/-1", status=301, Location=f"https://{NAME}/0")

    assert fetch(f"https://{NAME}/0", door=tls_server.door).data == b"here"
    with pytest.raises(UnreachableError):
        fetch(f"https://{NAME}/-1", door=tls_server.door)


def test_endless_redirect_is_left(tls_server, lookups):
    with pytest.raises(UnreachableError):
        fetch(tls_server.serve("/0", status=302, Location="/0"), door=tls_server.door)


@pytest.mark.parametrize(
    "onwards", ["http://example.no/", "https://127.0.0.1/", "https://10.0.0.1/", "file:///etc/hosts"]
)
def test_redirect_to_where_we_never_go_is_forbidden(tls_server, lookups, onwards):
    with pytest.raises(ForbiddenAddressError):
        fetch(tls_server.serve("/0", status=302, Location=onwards), door=tls_server.door)


def test_redirect_to_a_name_for_a_closed_network_is_forbidden(tls_server, lookups):
    lookups["inne.example.no"] = ["10.0.0.1"]

    with pytest.raises(ForbiddenAddressError):
        fetch(tls_server.serve("/0", status=307, Location="https://inne.example.no/"), door=tls_server.door)


def test_what_one_server_wants_to_be_asked_with_is_not_told_to_another(tls_server, lookups):
    lookups["annen.example.no"] = ["127.0.0.1"]
    address = tls_server.serve("/0", status=302, Location="https://annen.example.no/0")

    with pytest.raises(UnreachableError):  # its certificate is for the first name
        fetch(address, etag='"1"', door=tls_server.door)
    assert len(tls_server.asked) == 1


def test_name_with_one_closed_number_among_open_ones_is_forbidden(lookups):
    lookups["delt.example.no"] = ["1.1.1.1", "127.0.0.1"]

    with pytest.raises(ForbiddenAddressError):
        fetch("https://delt.example.no/")


def test_name_cannot_stand_for_something_else_once_it_is_judged(tls_server, lookups):
    address = tls_server.serve("/a.ics", b"first")

    def judge_and_change_the_name(number):
        lookups[NAME] = ["10.0.0.1"]
        return number == "127.0.0.1"

    door = Door(tls_server.port, tls_server.certificate, judge_and_change_the_name)

    assert fetch(address, door=door).data == b"first"
    with pytest.raises(ForbiddenAddressError):
        fetch(address, door=door)


def test_server_with_a_certificate_of_another_is_not_believed(tls_server, lookups):
    lookups["annen.example.no"] = ["127.0.0.1"]

    with pytest.raises(UnreachableError):
        fetch("https://annen.example.no/a.ics", door=tls_server.door)


def test_server_that_nobody_vouches_for_is_not_believed(tls_server, lookups):
    door = Door(port=tls_server.port, lets_through=lambda _number: True)

    with pytest.raises(UnreachableError):
        fetch(tls_server.serve("/a.ics", b"x"), door=door)


@pytest.mark.parametrize("status", [201, 204, 401, 404, 410, 500, 503])
def test_other_answers_are_no_file(tls_server, lookups, status):
    with pytest.raises(UnreachableError):
        fetch(tls_server.serve("/a.ics", b"secret", status=status), door=tls_server.door)


def test_packed_file_is_not_unpacked(tls_server, lookups):
    with pytest.raises(UnreachableError):
        fetch(tls_server.serve("/a.ics", b"\x1f\x8b" + b"0" * 100, Content_Encoding="gzip"), door=tls_server.door)


def test_too_large_file_is_left_in_the_middle(tls_server, lookups):
    with pytest.raises(TooLargeError):
        fetch(tls_server.serve("/a.ics", b"0" * (fetching.MOST_BYTES + 1)), door=tls_server.door)


def test_server_that_drips_is_left(tls_server, lookups, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_TO_READ", 0.3)

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _number in range(100):
            handler.wfile.write(b"0")
            handler.wfile.flush()
            time.sleep(0.05)

    tls_server.answers["/a.ics"] = drip

    with pytest.raises(UnreachableError):
        fetch(f"https://{NAME}/a.ics", door=tls_server.door)


def test_file_that_breaks_off_is_none(tls_server, lookups):
    with pytest.raises(UnreachableError):
        fetch(tls_server.serve("/a.ics", b"half", Content_Length="1000"), door=tls_server.door)


def test_name_that_is_not_known_and_server_that_is_not_there(tls_server, lookups):
    with pytest.raises(UnreachableError):
        fetch("https://ukjent.example.no/")
    lookups["stille.example.no"] = ["127.0.0.1"]
    with pytest.raises(UnreachableError):
        fetch("https://stille.example.no/", door=Door(port=1, lets_through=lambda _number: True))
