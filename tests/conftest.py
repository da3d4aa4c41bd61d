"""Databases from a template, the network closed, people by role and one small house."""

import pytest

from . import template_database

pytest_plugins = ["tests.factories.house", "tests.factories.programme", "tests.smtp_catcher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    from django.db import connections

    connections["default"].settings_dict["TEST"]["TEMPLATE"] = template_database.ensure_template()


@pytest.fixture(autouse=True)
def empty_cache():
    """Counters of rate limits live in the cache; each test begins at zero."""
    from django.core.cache import cache

    cache.clear()
