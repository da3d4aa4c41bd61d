"""The face of a meeting place. Its facts are Venue, Space and the opening hours; an editor writes the story."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, Panel

from website.core import clock
from website.core.pages import BodyField, FacePage, SitePage

from .. import queries
from .venue import Venue


class VenueIndexPage(SitePage):
    """All meeting places."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["venues.VenuePage"]
    max_count = 1
    template = "venues/venue_index_page.html"

    class Meta:
        verbose_name = _("møteplasser, oversikt")
        verbose_name_plural = _("møteplasser, oversikter")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = VenuePage.objects.child_of(self).live().public().select_related("venue__area")
        venues = [page for page in pages.order_by("title") if page.venue.is_public]
        now = clock.now()
        hours = queries.hours_around([page.venue for page in venues], now)
        context["places"] = [(page, queries.door(hours, page.venue, now)) for page in venues]
        return context


class VenuePage(FacePage):
    """The page of one meeting place."""

    venue = models.OneToOneField(Venue, models.PROTECT, related_name="page", verbose_name=_("møteplass i registeret"))
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("bilde")
    )
    body = BodyField(blank=True, verbose_name=_("om møteplassen"))
    face_of = "venue"

    parent_page_types: ClassVar[list[str]] = ["venues.VenueIndexPage"]
    subpage_types: ClassVar[list[str]] = ["home.ArticlePage"]
    content_panels: ClassVar[list[Panel]] = [
        HelpPanel(template="venues/admin/facts_link.html"),
        *FacePage.content_panels,
        FieldPanel("image"),
        FieldPanel("body"),
        FieldPanel("venue", permission="venues.add_venue"),
    ]
    template = "venues/venue_page.html"

    class Meta:
        verbose_name = _("møteplass")
        verbose_name_plural = _("møteplasser")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A venue kept from the public has no public page."""
        if not self.venue.is_public:
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        hours = queries.hours_of_weeks(self.venue, clock.today(), count=2)
        context["venue"] = self.venue
        context["weeks"] = queries.opening_weeks(hours, self.venue)
        context["door"] = queries.door(hours, self.venue, clock.now())
        context["spaces"] = self.venue.spaces.active().order_by("order", "name")
        return context
