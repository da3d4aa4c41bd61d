"""Databases from a template, the network closed, people by role and one small house."""

import os

import hypothesis
import pytest

from . import template_database, tools

pytest_plugins = [
    "tests.factories.house",
    "tests.factories.programme",
    "tests.factories.tls_server",
    "tests.smtp_catcher",
    "tests.oidc_provider",
]


# CI draws the same examples each time; at a desk each run draws new ones.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("desk", deadline=None)  # a busy machine is no fault of ours
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    from django.db import connections

    connections["default"].settings_dict["TEST"]["TEMPLATE"] = template_database.ensure_template()


def pytest_runtest_setup(item):
    for marker in tools.PACKAGES:
        if item.get_closest_marker(marker) and not tools.is_there(marker):
            pytest.skip(f"needs {' '.join(tools.PACKAGES[marker])}")


@pytest.fixture(autouse=True)
def empty_cache():
    """Counters of rate limits live in the cache; each test begins at zero."""
    from django.core.cache import cache

    cache.clear()


def pytest_terminal_summary(terminalreporter):
    """What the browser did, in words."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", ()) if "/journeys/" in report.nodeid]
    if passed:
        terminalreporter.write_line(f"\nIn the browser, {len(passed)} journeys:")
    for nodeid in sorted(passed):
        terminalreporter.write_line("  " + nodeid.partition("::test_")[2].replace("_", " "))
