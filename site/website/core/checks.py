"""System checks of our own conventions."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import ProgrammingError


@register(Tags.database)
def no_group_manages_people(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """website.E001: whoever may change users can make themselves superuser through Wagtail (security.md 0.1)."""
    if not databases:
        return []
    permissions = apps.get_model("auth", "Permission").objects
    risky = permissions.filter(content_type__model__in=["user", "group"], group__isnull=False)
    try:
        names = sorted(risky.values_list("group__name", flat=True).distinct())
    except ProgrammingError:  # before the first migration there are no groups
        return []
    hint = "Take all user and group permissions from the group; people are managed by superusers."
    return [Error(f"The group “{name}” may change users or groups.", hint=hint, id="website.E001") for name in names]


@register(Tags.security, deploy=True)
def production_has_a_real_database(**_: Any) -> list[CheckMessage]:
    """website.E002: the embedded database trusts every local user."""
    if str(settings.DATABASES["default"].get("HOST", "")).startswith(str(settings.VAR)):
        hint = "Set DATABASE_URL."
        return [Error("Production must not use the embedded PostgreSQL.", hint=hint, id="website.E002")]
    return []
