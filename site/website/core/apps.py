from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "website.core"
    label = "core"

    def ready(self) -> None:
        from . import checks, limits, outbox, tasks  # noqa: F401, PLC0415 - register system checks and chores
