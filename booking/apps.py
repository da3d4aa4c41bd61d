from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self) -> None:
        from . import agreements, personal_data, receivers, tasks  # noqa: F401, PLC0415 - they register themselves
