from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "booking"

    def ready(self) -> None:
        from . import personal_data, receivers  # noqa: F401, PLC0415 - registers our part; connects our own signals
