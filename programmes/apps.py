from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from . import receivers, tasks  # noqa: F401, PLC0415 - connects receivers, registers chores
