from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from . import agreements, personal_data, receivers, tasks  # noqa: F401, PLC0415 - they register themselves
