from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "website.core"
    label = "core"

    def ready(self) -> None:
        from . import checks, outbox  # noqa: F401, PLC0415 - registers system checks and chores
