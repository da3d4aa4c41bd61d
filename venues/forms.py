"""What editors and hosts fill in about places."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from website.accounts.forms import PersonForm
from website.core import clock
from website.core.forms import AddressForm, AdminForm
from website.core.slugs import norwegian_slug
from website.core.viewsets import Rows

from .enums import SpaceTag
from .permissions import at_managed_venues, managed


class VenueForm(AddressForm):
    """A meeting place."""

    already_there = _("Det finnes allerede en møteplass med dette navnet.")


class AtVenueForm(AdminForm):
    """Something at a venue, and perhaps only in one room of it."""

    narrowed: ClassVar[dict[str, Rows]] = {"venue": managed, "space": at_managed_venues, "units": at_managed_venues}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        space, venue = cleaned.get("space"), cleaned.get("venue")
        if space and venue and space.venue_id != venue.pk:
            self.add_error("space", _("Rommet hører ikke til denne møteplassen."))
        return cleaned


class SpaceForm(AtVenueForm):
    """A room or zone. What it consists of decides what it collides with, so that stays once there may be bookings."""

    tags = forms.MultipleChoiceField(
        label=_("Dette finnes"), choices=SpaceTag.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    is_archived = forms.BooleanField(
        label=_("Lagt ned"),
        required=False,
        help_text=_("Vises ikke lenger, og kan ikke lånes. Det som er avtalt, står."),
    )
    computed = frozenset({"slug"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["is_archived"] = self.instance.archived_at is not None
        for name in ("venue", "units"):
            if self.instance.pk and name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Kan ikke endres etter at rommet er lagt inn.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        venue = cleaned.get("venue")
        if venue and any(unit.venue_id != venue.pk for unit in cleaned.get("units") or []):
            self.add_error("units", _("Alle delene må høre til møteplassen."))
        if not self.instance.slug:
            self.instance.slug = norwegian_slug(cleaned.get("name", ""))[:60]
        if bool(cleaned.get("is_archived")) != (self.instance.archived_at is not None):
            self.instance.archived_at = clock.now() if cleaned["is_archived"] else None
        return cleaned


class HostForm(PersonForm):
    """Who looks after a venue, from when to when. The way into the admin follows (receivers.py)."""
