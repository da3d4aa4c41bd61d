from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "venues"

    def ready(self) -> None:
        from . import personal_data, receivers, tasks  # noqa: F401, PLC0415 - they register themselves
