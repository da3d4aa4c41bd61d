"""The way to the hosts' desk, and what waits there, in the menu and on the admin's front page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from website.core import clock

from .permissions import desk_venues
from .queries.requests import waiting_bookings
from .queries.today import DAYS_AHEAD, today_at


class DeskMenuItem(MenuItem):
    """Seen by those who look after a venue, with the number of requests that wait."""

    def __init__(self) -> None:
        super().__init__(
            _("Utlån"), reverse_lazy("booking_desk:requests"), name="booking-desk", icon_name="key", order=150
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(desk_venues(request.user, clock.today()))

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        waiting = waiting_bookings(desk_venues(request.user, clock.today())).count()
        label = f"{self.label} ({waiting})" if waiting else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class TodayPanel(Component):
    """First on the front page of those who look after a venue."""

    name = "booking_today"
    template_name = "booking/desk/today.html"
    order = 10

    def __init__(self, venues: set[int]) -> None:
        self.venues = venues

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"today": today_at(self.venues, clock.now()), "days": DAYS_AHEAD}
