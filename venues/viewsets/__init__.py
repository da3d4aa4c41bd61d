"""Places in the admin: editors see all, a host their own house."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from ..menu import HoursMenuItem
from .hours import ClosedPeriodViewSet, OpeningExceptionViewSet, OpeningRuleViewSet, SchoolHolidayViewSet
from .houses import AreaViewSet, HostViewSet, VenueViewSet
from .spaces import SpaceViewSet, TermsViewSet, UnitViewSet


class VenuesGroup(ViewSetGroup):
    """The menu of places."""

    menu_label = _("Møteplasser")
    menu_icon = "home"
    menu_order = 200
    items = (
        *(VenueViewSet("venues"), SpaceViewSet("spaces"), UnitViewSet("units"), OpeningRuleViewSet("opening-rules")),
        *(OpeningExceptionViewSet("opening-exceptions"), ClosedPeriodViewSet("closed-periods")),
        *(SchoolHolidayViewSet("school-holidays"), HostViewSet("hosts"), TermsViewSet("terms")),
        AreaViewSet("areas"),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        return [*super().get_submenu_items(), HoursMenuItem()]
