"""What Wagtail's admin learns of places. Only registers."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from website.core.viewsets import OwnRowsPolicy

from .models import (
    Area,
    ClosedPeriod,
    LoanTerms,
    OpeningException,
    OpeningRule,
    SchoolHoliday,
    Space,
    Unit,
    Venue,
    VenueRole,
)
from .permissions import at_managed_venues, managed
from .views.coming import coming_hours
from .viewsets import VenuesGroup

# What bookings may stand on is never deleted: a venue is hidden, a room is laid down.
register_permission_policy(Venue, OwnRowsPolicy(Venue, managed, never={"delete"}))
register_permission_policy(Unit, OwnRowsPolicy(Unit, at_managed_venues, never={"delete"}))
register_permission_policy(Space, OwnRowsPolicy(Space, at_managed_venues, never={"delete"}))
register_permission_policy(OpeningRule, OwnRowsPolicy(OpeningRule, at_managed_venues))
register_permission_policy(OpeningException, OwnRowsPolicy(OpeningException, at_managed_venues))
register_permission_policy(ClosedPeriod, OwnRowsPolicy(ClosedPeriod, at_managed_venues))
register_permission_policy(SchoolHoliday, OwnRowsPolicy(SchoolHoliday))
register_permission_policy(LoanTerms, OwnRowsPolicy(LoanTerms))
register_permission_policy(VenueRole, OwnRowsPolicy(VenueRole))
register_permission_policy(Area, OwnRowsPolicy(Area))

LOG_ACTIONS = {
    "space.units_changed": (_("Satt sammen på nytt"), _("Består av andre deler")),
    "space.archived": (_("Lagt ned"), _("Lagt ned")),
    "terms.written": (_("Nye vilkår"), _("Ny versjon av vilkårene")),
    "space.restored": (_("Åpnet igjen"), _("Åpnet igjen etter å ha vært lagt ned")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_viewset")
def register_venues() -> VenuesGroup:
    return VenuesGroup()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        path("apningstider/", coming_hours, name="coming_hours_first"),
        path("apningstider/<int:pk>/", coming_hours, name="coming_hours"),
    ]
