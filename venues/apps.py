from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "venues"

    def ready(self) -> None:
        from . import receivers, tasks  # noqa: F401, PLC0415 - connects receivers, registers chores
