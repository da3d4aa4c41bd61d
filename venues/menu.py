"""The way to the coming weeks' hours."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from website.core import clock

from .permissions import managed_venues


class HoursMenuItem(MenuItem):
    """Seen by those who look after a venue."""

    def __init__(self) -> None:
        address = reverse_lazy("coming_hours_first")
        super().__init__(_("Åpningstider framover"), address, name="coming-hours", icon_name="calendar", order=900)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(managed_venues(request.user, clock.today()))  # type: ignore[arg-type]
