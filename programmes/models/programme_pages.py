"""The pages of the neighbourhood programme, and of having a say."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from venues.models import Area
from website.core import clock
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
    subpage_types: ClassVar[list[str]] = ["programmes.MatterPage", "home.ArticlePage"]
    template = "programmes/participation_page.html"

    class Meta:
        verbose_name = _("si din mening")
        verbose_name_plural = _("si din mening")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        matters = MatterPage.objects.child_of(self).live().public()
        context["open"] = matters.filter(closes_on__gte=clock.today()).order_by("closes_on", "title")
        context["closed"] = matters.filter(closes_on__lt=clock.today()).order_by("-closes_on", "title")
        context["articles"] = self.get_children().live().public().not_type(MatterPage)
        return context


class MatterPage(TextPage):
    """One matter people can have their say on until a day; then what came of it."""

    closes_on = models.DateField(_("siste dag for innspill"))
    answer_to = models.EmailField(
        _("e-postadressen innspill sendes til"), help_text=_("En felles adresse, ikke en persons. Vises for alle.")
    )
    what_happens = models.TextField(
        _("hva skjer med innspillet?"), max_length=500, help_text=_("Hvem leser det, og når kommer svaret?")
    )
    outcome = models.TextField(
        _("hva ble resultatet?"), max_length=1000, blank=True, help_text=_("Fylles ut når saken er avgjort.")
    )

    parent_page_types: ClassVar[list[str]] = ["programmes.ParticipationPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        *TextPage.content_panels,
        FieldPanel("closes_on"),
        FieldPanel("answer_to"),
        FieldPanel("what_happens"),
        FieldPanel("outcome"),
    ]
    template = "programmes/matter_page.html"

    class Meta:
        verbose_name = _("sak til innspill")
        verbose_name_plural = _("saker til innspill")

    @property
    def is_open(self) -> bool:
        """Until the last day is over."""
        return clock.today() <= self.closes_on
