"""The pages of local communities. What they list comes from the models, so that it is never out of date."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, Panel

from website.core import clock
from website.core.pages import BodyField, FacePage, SitePage, TextPage

from ..queries import communities as community_queries
from ..queries import occurrences as occurrence_queries
from .community import Community


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


class CommunityPage(FacePage):
    """The face of one local community; its committee edits it and everything below."""

    community = models.OneToOneField(
        Community, models.PROTECT, related_name="page", verbose_name=_("lokalsamfunn i registeret")
    )
    body = BodyField(blank=True, verbose_name=_("om lokalsamfunnet"))
    face_of = "community"

    parent_page_types: ClassVar[list[str]] = ["programmes.CommunityIndexPage"]
    subpage_types: ClassVar[list[str]] = ["programmes.AnnouncementPage", "programmes.MinutesPage"]
    content_panels: ClassVar[list[Panel]] = [
        HelpPanel(template="programmes/admin/facts_link.html"),
        *FacePage.content_panels,
        FieldPanel("body"),
        FieldPanel("community", permission="programmes.add_community"),
    ]
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


class AnnouncementPage(TextPage):
    """News from a committee. `Utløper` in the publishing panel says how long it is news."""

    parent_page_types: ClassVar[list[str]] = ["programmes.CommunityPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "programmes/text_page.html"

    class Meta:
        verbose_name = _("kunngjøring")
        verbose_name_plural = _("kunngjøringer")


class MinutesPage(TextPage):
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
    template = "programmes/text_page.html"

    class Meta:
        verbose_name = _("møtereferat")
        verbose_name_plural = _("møtereferater")
