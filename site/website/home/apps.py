from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "website.home"
    label = "home"

    def ready(self) -> None:
        from search.sources.pages import register_page  # noqa: PLC0415 - models are loaded by now

        from .models import ArticlePage  # noqa: PLC0415

        register_page(ArticlePage)
