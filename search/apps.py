from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from . import checks, receivers, tasks  # noqa: F401, PLC0415 - connect and register themselves
        from .sources import pages, programmes, venues  # noqa: F401, PLC0415 - register what can be found
