from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "website.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import receivers, tasks  # noqa: F401, PLC0415 - connects receivers, registers chores

        # after core, whose turn comes last of ours: by then all rights exist
        post_migrate.connect(_sync_roles, sender=apps.get_app_config("core"))


def _sync_roles(**_options: Any) -> None:
    from .roles import sync_roles  # noqa: PLC0415 - models are loaded by now

    sync_roles()
