"""Lines in Wagtail's log, many for the price of one."""

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.log_actions import get_active_log_context, registry
from wagtail.models import ModelLogEntry

from .clock import now


def log_each(
    instances: Sequence[models.Model], action: str, *, by: AbstractBaseUser, data: dict[str, object] | None = None
) -> None:
    """A line for each, all of one model, as `wagtail.log_actions.log` writes them one by one.

    One query, where Wagtail reads the user and the type anew for each line. Raises ValueError for an unknown action.
    """
    if not registry.action_exists(action):
        raise ValueError(f"The action {action} is registered by no wagtail_hooks.py.")
    common = {"action": action, "user": by, "timestamp": now(), "uuid": get_active_log_context().uuid}
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=ContentType.objects.get_for_model(one),
            object_id=str(one.pk),
            label=str(one),
            data=data or {},
            **common,
        )
        for one in instances
    )
