"""The pages editors write. Facts they show come from the models beside them, so they are never out of date."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from venues.models import Area
from website.core import clock
from website.core.pages import BodyField, SitePage

from ..queries import communities as community_queries
from ..queries import occurrences as occurrence_queries
from .community import Community

BODY_PANELS = [*SitePage.content_panels, FieldPanel("body")]
BODY_SEARCH = [*SitePage.search_fields, index.SearchField("body")]


class CommunityIndexPage(SitePage):
    """All local communities, A to Å."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["programmes.CommunityPage"]
    max_count = 1
    template = "programmes/community_index_page.html"

    class Meta:
        verbose_name = _("lokalsamfunn, oversikt")
        verbose_name_plural = _("lokalsamfunn, oversikter")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["communities"] = community_queries.public_communities()
        context["news"] = community_queries.latest_announcements(AnnouncementPage)
        return context


class CommunityPage(SitePage):
    """The face of one local community; its committee edits it and everything below."""

    community = models.OneToOneField(
        Community, models.PROTECT, related_name="page", verbose_name=_("lokalsamfunn i registeret")
    )
    body = BodyField(blank=True, verbose_name=_("om lokalsamfunnet"))

    parent_page_types: ClassVar[list[str]] = ["programmes.CommunityIndexPage"]
    subpage_types: ClassVar[list[str]] = ["programmes.AnnouncementPage", "programmes.MinutesPage"]
    content_panels: ClassVar[list[Panel]] = [
        *BODY_PANELS,
        FieldPanel("community", permission="programmes.add_community"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = BODY_SEARCH
    template = "programmes/community_page.html"

    class Meta:
        verbose_name = _("lokalsamfunn")
        verbose_name_plural = _("lokalsamfunn")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["announcements"] = community_queries.children(self, AnnouncementPage, "-first_published_at")[:5]
        context["minutes"] = community_queries.children(self, MinutesPage, "-meeting_date")[:10]
        context["occurrences"] = occurrence_queries.of_community(self.community, clock.now())[:8]
        return context


class AnnouncementPage(SitePage):
    """News from a committee. `Utløper` in the publishing panel says how long it is news."""

    body = BodyField(blank=True)

    parent_page_types: ClassVar[list[str]] = ["programmes.CommunityPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = BODY_PANELS
    search_fields: ClassVar[list[index.BaseField]] = BODY_SEARCH
    template = "programmes/text_page.html"

    class Meta:
        verbose_name = _("kunngjøring")
        verbose_name_plural = _("kunngjøringer")


class MinutesPage(SitePage):
    """Minutes of a committee's meeting: text, or a document, or both."""

    meeting_date = models.DateField(_("møtedato"), default=clock.today)
    body = BodyField(blank=True, verbose_name=_("referat"))
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dokument"),
        help_text=_("PDF-er er ofte vanskelige å lese for noen. Lim helst inn teksten også."),
    )

    parent_page_types: ClassVar[list[str]] = ["programmes.CommunityPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Panel]] = [
        *SitePage.content_panels,
        FieldPanel("meeting_date"),
        FieldPanel("body"),
        FieldPanel("document"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = BODY_SEARCH
    template = "programmes/text_page.html"

    class Meta:
        verbose_name = _("møtereferat")
        verbose_name_plural = _("møtereferater")


class ProgrammePage(SitePage):
    """The neighbourhood programme: what it is, its areas and houses, its sub-programmes."""

    body = BodyField(blank=True)
    first_year = models.PositiveSmallIntegerField(_("første år"), default=2023)
    last_year = models.PositiveSmallIntegerField(_("siste år"), default=2033)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["programmes.SubProgrammePage", "home.ArticlePage"]
    content_panels: ClassVar[list[Panel]] = [*BODY_PANELS, FieldPanel("first_year"), FieldPanel("last_year")]
    search_fields: ClassVar[list[index.BaseField]] = BODY_SEARCH
    template = "programmes/programme_page.html"

    class Meta:
        verbose_name = _("områdesatsing")
        verbose_name_plural = _("områdesatsinger")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["parts"] = SubProgrammePage.objects.child_of(self).live().public()
        context["areas"] = Area.objects.filter(venue__is_public=True).distinct().prefetch_related("venue_set")
        return context


class SubProgrammePage(SitePage):
    """One part of the programme, with its goals and what is done to reach them."""

    body = BodyField(blank=True)

    parent_page_types: ClassVar[list[str]] = ["programmes.ProgrammePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    content_panels: ClassVar[list[Panel]] = BODY_PANELS
    search_fields: ClassVar[list[index.BaseField]] = BODY_SEARCH
    template = "programmes/sub_programme_page.html"

    class Meta:
        verbose_name = _("delprogram")
        verbose_name_plural = _("delprogram")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["goals"] = self.goals.prefetch_related("measures")
        return context


class ParticipationPage(SitePage):
    """How people can have a say, and what is open now."""

    body = BodyField(blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    content_panels: ClassVar[list[Panel]] = BODY_PANELS
    search_fields: ClassVar[list[index.BaseField]] = BODY_SEARCH
    template = "programmes/participation_page.html"

    class Meta:
        verbose_name = _("si din mening")
        verbose_name_plural = _("si din mening")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["matters"] = self.get_children().live().public().order_by("-first_published_at")
        return context
