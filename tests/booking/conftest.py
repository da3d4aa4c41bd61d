"""Here it is Monday morning, unless a test says otherwise."""

import pytest

from tests.factories.house import NOW
from website.core import clock


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
