"""What programs ask every site for."""

import datetime as dt
from urllib.robotparser import RobotFileParser

import pytest
from django.utils.dateparse import parse_datetime

from tests.factories.house import NOW
from website.core import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("program", ["*", "Googlebot", "Google-Calendar-Importer"])
def test_robots_may_read_what_is_public_and_nothing_else(client, program):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())

    for address in ("/", "/det-som-skjer/", "/kal/alt.ics", "/api/v1/venues/", "/lan-lokaler/", "/static/css/base.css"):
        assert robots.can_fetch(program, address)
    for address in ("/admin/", "/min-side/", "/konto/login/code/"):
        assert not robots.can_fetch(program, address)
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]


def test_who_finds_a_hole_reads_whom_to_tell(client, settings, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.SECURITY_CONTACT = "sikkerhet@example.no"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    told = dict(line.split(": ", 1) for line in lines)

    assert told["Contact"] == "mailto:sikkerhet@example.no"
    assert told["Canonical"] == "http://testserver/.well-known/security.txt"
    assert NOW < parse_datetime(told["Expires"]) < NOW + dt.timedelta(days=365)


def test_a_web_address_to_write_to(client, settings):
    settings.SECURITY_CONTACT = "https://example.no/sikkerhet"
    assert b"Contact: https://example.no/sikkerhet\n" in client.get("/.well-known/security.txt").content


def test_without_anyone_to_tell_there_is_no_file(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
