"""The pages of the neighbourhood programme, and of having a say."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from venues.models import Area
from website.core.pages import TextPage


class ProgrammePage(TextPage):
    """The neighbourhood programme: what it is, its areas and houses, its sub-programmes."""

    first_year = models.PositiveSmallIntegerField(_("første år"), default=2023)
    last_year = models.PositiveSmallIntegerField(_("siste år"), default=2033)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["programmes.SubProgrammePage", "home.ArticlePage"]
    content_panels: ClassVar[list[Panel]] = [
        *TextPage.content_panels,
        FieldPanel("first_year"),
        FieldPanel("last_year"),
    ]
    template = "programmes/programme_page.html"

    class Meta:
        verbose_name = _("områdesatsing")
        verbose_name_plural = _("områdesatsinger")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["parts"] = SubProgrammePage.objects.child_of(self).live().public()
        context["areas"] = Area.objects.filter(venue__is_public=True).distinct().prefetch_related("venue_set")
        return context


class SubProgrammePage(TextPage):
    """One part of the programme, with its goals and what is done to reach them."""

    parent_page_types: ClassVar[list[str]] = ["programmes.ProgrammePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    template = "programmes/sub_programme_page.html"

    class Meta:
        verbose_name = _("delprogram")
        verbose_name_plural = _("delprogram")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["goals"] = self.goals.prefetch_related("measures")
        return context


class ParticipationPage(TextPage):
    """How people can have a say, and what is open now."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    template = "programmes/participation_page.html"

    class Meta:
        verbose_name = _("si din mening")
        verbose_name_plural = _("si din mening")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["matters"] = self.get_children().live().public().order_by("-first_published_at")
        return context
