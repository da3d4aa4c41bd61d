"""Pieces of the forms for places."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from .models import Venue


class ComingHoursPanel(Panel):
    """The way from a form to the coming weeks' hours of its house."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "venues/admin/coming_link.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            venue = self.instance.pk if isinstance(self.instance, Venue) else self.instance.venue_id
            context["address"] = reverse("coming_hours", args=[venue]) if venue else reverse("coming_hours_first")
            return context
