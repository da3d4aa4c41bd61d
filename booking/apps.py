from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self) -> None:
        from . import receivers  # noqa: F401, PLC0415 - connects our own signals
