"""Requests nobody would make, made from the API's own document: no answer but those it names, and never a failure."""

import datetime as dt
import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from programmes.operations.communities import open_community
from tests.factories.fixed_loans import ask_each_week
from tests.factories.house import DAY, NOW, book
from tests.factories.programme import make_activity, repeat_weekly
from website import api as ours
from website.accounts.access_keys import make_key
from website.accounts.enums import Scope
from website.core import clock
from website.core.limits import Limit
from website.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
api = schemathesis.openapi.from_dict(json.loads(json.dumps(ours.api.get_openapi_schema(), default=str)))
api.app = application


@pytest.fixture
def one_connection():
    """The server's habit of giving back its connection after each answer would end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def town(one_connection, house, owner, community_index, monkeypatch):
    """A town with something of each kind, on a day that stands still, asked as often as one likes."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(Limit, "spend", lambda *_who, **_at: 0)
    open_community(name="Lisleby", by=owner, at=NOW)
    repeat_weekly(make_activity(house, by=owner), first=DAY)
    book(house, "A", "10–12", by=owner)
    ask_each_week(house, by=owner)


@pytest.fixture
def key(owner) -> str:
    return make_key(person=owner, name="fuzz", scopes=list(Scope), life=dt.timedelta(days=30), at=NOW)[1]


@api.parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_one_of_those_the_document_names(case, town, key):
    answer = case.call(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})

    case.validate_response(answer, checks=CHECKS)
    assert b"\x00" not in answer.content
