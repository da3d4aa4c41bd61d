"""Lines of the log, as the production site writes them."""

import datetime as dt
import io
import json
import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.utils.module_loading import import_string

logger = logging.getLogger("tests.lines")


@pytest.fixture
def lines():
    """Reads what has been logged so far, a dict for each line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(import_string("website.core.logs.JsonFormatter")())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_line_tells_what_was_given_besides_and_when_in_utc(lines):
    logger.warning("mail %s", "not sent", extra={"mail": 7, "day": dt.date(2027, 1, 4), "level": "mine"})

    (line,) = lines()
    time = dt.datetime.fromisoformat(line.pop("time"))
    assert line == {
        "level": "WARNING",
        "logger": "tests.lines",
        "message": "mail not sent",
        "mail": 7,
        "day": "2027-01-04",
    }
    assert time.utcoffset() == dt.timedelta(0)


def test_no_address_of_a_person_is_told_though_an_error_names_it(lines):
    try:
        raise SMTPRecipientsRefused({"kari.nordmann+torg@e-post.example.no": (550, b"unknown")})
    except SMTPRecipientsRefused as error:
        logger.exception("to kari@example.no", extra={"error": repr(error), "whom": {"to": ["kari@example.no"]}})

    (line,) = lines()
    assert "kari" not in str(line)
    assert "SMTPRecipientsRefused" in line["traceback"]


def test_what_was_asked_for_is_told_without_the_codes_in_its_address(client, db, lines):
    client.get("/finnes-ikke/?code=hemmelig")

    (line,) = lines()
    assert (line["message"], line["status_code"]) == ("Not Found: /finnes-ikke/", 404)
    assert "hemmelig" not in str(line)


@pytest.mark.parametrize("path", ["/kal/p/0123abcd.ics", "/abonner/e-post/1:hemmelig/"])
def test_an_address_that_lets_in_whoever_knows_it_is_not_told(client, db, lines, path):
    client.get(path)

    (line,) = lines()
    assert line["status_code"] == 404
    assert "0123abcd" not in str(line)
    assert "hemmelig" not in str(line)
