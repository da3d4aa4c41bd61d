from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "search.feeds"
    label = "feeds"

    def ready(self) -> None:
        from . import personal_data, receivers, weekly_digest  # noqa: F401, PLC0415 - connects signals, registers chores
