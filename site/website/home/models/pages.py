from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from website.core import clock
from website.core.pages import SitePage, TextPage

from .. import queries


class HomePage(SitePage):
    """The front page: what it shows comes from the apps, not from an editor, so that it is never out of date."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = 1
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("forside")
        verbose_name_plural = _("forsider")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"front": queries.front_page(clock.now())}


class ArticlePage(TextPage):
    """Text on one matter: privacy, accessibility, house rules."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ArticlePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    template = "home/article_page.html"

    class Meta:
        verbose_name = _("artikkel")
        verbose_name_plural = _("artikler")
