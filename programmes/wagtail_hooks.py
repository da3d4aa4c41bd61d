"""What Wagtail's admin learns of the programme. Only registers."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from website.core import clock
from website.core.viewsets import OwnRowsPolicy

from .menu import CommitteePanel
from .models import Activity, Community, CommunityPage, Goal, Measure, Seat
from .permissions import keeps_all, kept_activities, kept_communities, own_communities
from .viewsets import ActivityViewSet, CommunitiesGroup

LOG_ACTIONS = {
    "occurrence.cancelled": (_("Avlyst"), _("Datoen er avlyst")),
    "occurrence.moved": (_("Flyttet"), _("Datoen er flyttet")),
}

# An activity people subscribe to is taken off the web or called off, never deleted; a community has a page and feeds.
register_permission_policy(Activity, OwnRowsPolicy(Activity, kept_activities, never={"delete"}))
register_permission_policy(Community, OwnRowsPolicy(Community, own_communities, never={"delete"}))
register_permission_policy(Seat, OwnRowsPolicy(Seat))
register_permission_policy(Goal, OwnRowsPolicy(Goal))
register_permission_policy(Measure, OwnRowsPolicy(Measure))
register_snippet(ActivityViewSet)


@hooks.register("register_admin_viewset")
def register_communities() -> CommunitiesGroup:
    return CommunitiesGroup()


@hooks.register("register_admin_urls")
def register_dates_urls() -> list[URLResolver]:
    return [path("datoer/", include("programmes.admin_urls"))]


@hooks.register("construct_homepage_panels")
def add_committee(request: HttpRequest, panels: list[Component]) -> None:
    """For a few communities; who keeps all of them finds them among the pages."""
    if keeps_all(request.user):
        return
    pages = CommunityPage.objects.filter(community__in=kept_communities(request.user, clock.today())).order_by("title")
    if pages:
        panels.append(CommitteePanel(pages))


@hooks.register("register_snippet_listing_buttons")
def register_dates_button(snippet: Model, user: Any, next_url: str | None = None) -> list[Button]:
    if not isinstance(snippet, Activity):
        return []
    return [Button(_("Datoer"), reverse("programme_dates:dates", args=[snippet.pk]), icon_name="calendar", priority=5)]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
