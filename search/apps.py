from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401, PLC0415 - connects signals, registers checks
        from .sources import pages, programmes, venues  # noqa: F401, PLC0415 - register what can be found
