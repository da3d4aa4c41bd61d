from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "search.feeds"
    label = "feeds"

    def ready(self) -> None:
        from . import receivers  # noqa: F401, PLC0415 - connects signals
