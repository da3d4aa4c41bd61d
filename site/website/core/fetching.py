"""Fetch a file from an address that a person has written, without letting it reach our own network (security 7).

Judges the numbers a name stands for, never the name, and connects to just those numbers. The caller runs it in a
process with a deadline: a server may answer one byte at a time for ever.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

import certifi
from urllib3 import HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

LONGEST_ADDRESS = 2000
MOST_BYTES = 5 * 1024 * 1024
SECONDS_TO_READ = 20
MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 65536
LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
NAME = re.compile(
    rf"({LABEL}\.)+(?![0-9]){LABEL}"
)  # never a number, in none of the ways to write one, nor `localhost.`
HEADERS = {"User-Agent": "Innbyggertorget (kalender)", "Accept": "text/calendar", "Accept-Encoding": "identity"}

# Python's `is_global` lets these through, or they lead on to other networks.
CLOSED = [
    ipaddress.ip_network(closed)
    for closed in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
OPEN_V6 = ipaddress.ip_network("2000::/3")


class ForbiddenAddressError(ValueError):
    """The address is not one we may go to."""


class UnreachableError(Exception):
    """No file came: no answer, not in time, or an answer that says no."""


class TooLargeError(Exception):
    """More than we are willing to read."""


@dataclass(frozen=True)
class Fetched:
    """A file with what the server wants to be asked with next time. No data: it is as it was."""

    data: bytes | None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


def is_public(number: str) -> bool:
    """Whether the IP address is one of the open internet."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address not in OPEN_V6:
            return False
    elif address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in network for network in CLOSED if network.version == address.version)


@dataclass(frozen=True)
class Door:
    """The way out. Tests lead it to a server of their own."""

    port: int = 443
    ca_certs: str = certifi.where()
    lets_through: Callable[[str], bool] = is_public


def judged(address: str) -> Url:
    """The address as it will be connected to. `webcal:` is read as `https:`. Raises ForbiddenAddressError."""
    address = address.strip()
    if address.lower().startswith(("webcal:", "webcals:")):
        address = "https:" + address.partition(":")[2]
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise ForbiddenAddressError(address) from error
    is_plain = url.scheme == "https" and url.port in (None, 443) and not url.auth
    if len(url.url) > LONGEST_ADDRESS or not NAME.fullmatch(url.host or "") or not is_plain:
        raise ForbiddenAddressError(address)
    return url


def fetch(address: str, *, etag: str = "", last_modified: str = "", door: Door | None = None) -> Fetched:
    """The file at the address, at most 5 MB, after at most three redirects.

    `etag` and `last_modified` are what the server answered last time; they are sent to its own host only. Raises
    ForbiddenAddressError, UnreachableError or TooLargeError; never tells what a foreign server wrote.
    """
    door = door or Door()
    url = judged(address)
    validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    for _number in range(MOST_REDIRECTS + 1):
        response = _ask(url, {name: value for name, value in validators.items() if value}, door)
        if response.status not in REDIRECTS:
            return _read(response)
        response.close()
        onwards = judged(urljoin(url.url, response.headers.get("Location", "")))
        validators = validators if onwards.host == url.host else {}
        url = onwards
    raise UnreachableError


def _ask(url: Url, validators: dict[str, str], door: Door) -> BaseHTTPResponse:
    """The answer of the first of the host's numbers that answers. All of them must be allowed."""
    host = url.host or ""
    for number in _numbers(host, door):
        pool = HTTPSConnectionPool(
            number, door.port, server_hostname=host, assert_hostname=host, ca_certs=door.ca_certs, cert_reqs="REQUIRED"
        )
        try:
            return pool.urlopen(
                "GET",
                url.request_uri,
                headers=HEADERS | validators | {"Host": host},
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
                assert_same_host=False,
                timeout=Timeout(connect=5, read=10),
            )
        except HTTPError:
            continue
    raise UnreachableError


def _numbers(host: str, door: Door) -> list[str]:
    try:
        found = socket.getaddrinfo(host, door.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreachableError from error
    numbers = list(dict.fromkeys(str(where[0]) for *_rest, where in found))
    if not all(map(door.lets_through, numbers)):
        raise ForbiddenAddressError(host)
    return sorted(numbers, key=lambda number: ":" in number)[:2]


def _read(response: BaseHTTPResponse) -> Fetched:
    if response.status == 304:
        return Fetched(None)
    if response.status != 200 or response.headers.get("Content-Encoding", "identity") != "identity":
        raise UnreachableError
    headers = response.headers
    return Fetched(
        _body(response),
        headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        headers.get("ETag", ""),
        headers.get("Last-Modified", ""),
    )


def _body(response: BaseHTTPResponse) -> bytes:
    data, last = bytearray(), time.monotonic() + SECONDS_TO_READ
    try:
        while chunk := response.read1(CHUNK):
            data += chunk
            if len(data) > MOST_BYTES:
                raise TooLargeError
            if time.monotonic() > last:
                raise UnreachableError
    except (HTTPError, OSError) as error:
        raise UnreachableError from error
    finally:
        response.close()
    return bytes(data)
