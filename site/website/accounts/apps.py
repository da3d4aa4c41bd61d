from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "website.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import receivers, tasks  # noqa: F401, PLC0415 - connects receivers, registers chores

        # the last app's turn: by then the rights of all others exist
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(_sync_roles, sender=last)


def _sync_roles(**_options: Any) -> None:
    from .roles import sync_roles  # noqa: PLC0415 - models are loaded by now

    sync_roles()
