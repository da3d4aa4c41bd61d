from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from website.core import clock
from website.core.pages import BodyField, SitePage

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


class ArticlePage(SitePage):
    """Text on one matter: privacy, accessibility, house rules."""

    body = BodyField(blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ArticlePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    content_panels: ClassVar[list[Panel]] = [*SitePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[index.BaseField]] = [*SitePage.search_fields, index.SearchField("body")]
    template = "home/article_page.html"

    class Meta:
        verbose_name = _("artikkel")
        verbose_name_plural = _("artikler")
