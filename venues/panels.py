"""Pieces of the forms for places."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel

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


def lending_rules() -> list[Panel]:
    """What booking/rules.py and booking/borrowers.py ask of a space."""
    return [
        MultiFieldPanel(
            [
                FieldPanel("needs_approval", help_text=_("Uten kryss er lånet avtalt med en gang.")),
                FieldPanel("lent_to"),
                FieldPanel("organisations", help_text=_("Bare når rommet lånes ut til noen utvalgte.")),
                FieldPanel("min_age", help_text=_("Den som bestiller, krysser av. Tomt: ingen aldersgrense.")),
                FieldPanel("terms", help_text=_("Det den som bestiller, må godta. Skrives under «Vilkår for lån».")),
            ],
            heading=_("Hvem kan låne"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "is_whole_day",
                    help_text=_(
                        "Den som låner, velger bare dagen, og får hele åpningstiden. Da gjelder ikke lengdene."
                    ),
                ),
                *(FieldPanel(name) for name in ("min_minutes", "max_minutes", "grid_minutes")),
                *(FieldPanel(name) for name in ("buffer_before_minutes", "buffer_after_minutes")),
            ],
            heading=_("Hvor lenge"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("lead_minutes"),
                FieldPanel("days_ahead", help_text=_("Tomt: ingen grense.")),
                FieldPanel("bookable_from", help_text=_("Når bestillingen åpner for alle. Tomt: den er åpen.")),
                FieldPanel("bookable_until", help_text=_("Når den lukkes igjen. Tomt: den lukkes ikke.")),
                FieldPanel("cancel_hours"),
            ],
            heading=_("Når de må bestille"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "one_at_a_time",
                    help_text=_("Utstyr teller ikke, og heller ikke rom som bestilles sammen i ett lån."),
                )
            ],
            heading=_("Ett rom om gangen"),
        ),
        InlinePanel(
            "quotas",
            [
                *(FieldPanel("of"), FieldPanel("per"), FieldPanel("loans")),
                FieldPanel(
                    "hours", help_text=_("Tomt: ingen grense. Et lån regnes med i hver dag eller uke det varer.")
                ),
                FieldPanel("is_for_venue", help_text=_("Uten kryss regnes bare lån av dette rommet.")),
            ],
            heading=_("Kvoter"),
            label=_("kvote"),
            help_text=_("Hvor mye én person eller én organisasjon kan låne. Uten kvoter er det ingen grense."),
        ),
    ]
