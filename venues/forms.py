"""What editors and hosts fill in about places."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from website.accounts.forms import PersonForm
from website.core import clock
from website.core.forms import AddressForm, AdminForm
from website.core.refusals import Refusal
from website.core.slugs import norwegian_slug
from website.core.texts import LineField, LinesField
from website.core.viewsets import Rows

from .enums import LentTo, SpaceTag
from .permissions import at_managed_venues, managed

FURTHEST = dt.timedelta(days=5 * 365 + 1)


class VenueForm(AddressForm):
    """A meeting place."""

    already_there = _("Det finnes allerede en møteplass med dette navnet.")


class NearDaysForm(AdminForm):
    """Dated facts. A day that is newly written is years away only by a slip."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.changed_data:
            day = cleaned.get(name)
            if isinstance(day, dt.date) and abs(day - clock.today()) > FURTHEST:
                self.add_error(name, _("Velg en dag som er mindre enn fem år unna."))
        return cleaned


class AtVenueForm(NearDaysForm):
    """Something at a venue, and perhaps only in one room of it."""

    narrowed: ClassVar[dict[str, Rows]] = {"venue": managed, "space": at_managed_venues, "units": at_managed_venues}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        space, venue = cleaned.get("space"), cleaned.get("venue")
        if space and venue and space.venue_id != venue.pk:
            self.add_error("space", _("Rommet hører ikke til denne møteplassen."))
        return cleaned


class SpaceForm(AtVenueForm):
    """A room or zone. Once it is there, what it consists of and whether it is laid down is changed by `operations`."""

    tags = forms.MultipleChoiceField(
        label=_("Dette finnes"), choices=SpaceTag.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    quantity = forms.IntegerField(
        label=_("Antall like"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("Bare for det dere har flere like av: 20 stoler, 12 pulter. Den som låner, velger hvor mange."),
    )
    is_archived = forms.BooleanField(
        label=_("Lagt ned"),
        required=False,
        help_text=_("Vises ikke lenger, og kan ikke lånes. Først må det som er avtalt her, flyttes eller avlyses."),
    )
    computed = frozenset({"slug", "is_pool"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["is_archived"] = self.instance.archived_at is not None
        units = self.fields["units"]
        units.required = False  # many alike get their own, see `clean`
        units.queryset = units.queryset.exclude(spaces__is_pool=True)  # type: ignore[attr-defined]
        if self.instance.pk:
            units.queryset = units.queryset.filter(venue=self.instance.venue_id)  # type: ignore[attr-defined]
            self.fields["venue"].disabled = True
            self.fields["venue"].help_text = _("Kan ikke endres etter at rommet er lagt inn.")
            self._stay_as_made()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        venue = cleaned.get("venue")
        if not self.instance.pk:
            self.instance.is_pool = "quantity" in self.errors or cleaned.get("quantity") is not None
        if self.instance.is_pool and cleaned.get("units"):
            self.add_error("units", _("Velg enten deler eller antall like."))
        elif not self.instance.is_pool and not cleaned.get("units") and "units" not in self.errors:
            self.add_error("units", _("Velg minst én del, eller skriv antall like."))
        if cleaned.get("lent_to") == LentTo.SELECTED and not cleaned.get("organisations"):
            self.add_error("organisations", _("Velg hvem rommet lånes ut til."))
        if venue and any(unit.venue_id != venue.pk for unit in cleaned.get("units") or []):
            self.add_error("units", _("Alle delene må høre til møteplassen."))
        if not self.instance.slug:
            self.instance.slug = norwegian_slug(cleaned.get("name", ""))[:60]
        return cleaned

    def _stay_as_made(self) -> None:
        """A room never becomes many alike, nor the other way."""
        other = "units" if self.instance.is_pool else "quantity"
        self.fields[other].disabled = True
        if self.instance.is_pool:
            self.initial["quantity"] = self.instance.units.count()
            self.initial["units"] = []
            self.fields["quantity"].required = True

    def add_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Each at its field, with links to what it is about."""
        lines: dict[str, list[SafeString]] = {}
        for refusal in refusals:
            found = lines.setdefault(refusal.field if refusal.field in self.fields else NON_FIELD_ERRORS, [])
            found.append(format_html("{}", refusal))
            for address, text in refusal.details.get("links", ()):
                found.append(format_html('<a href="{}">{}</a>', address, text) if address else format_html("{}", text))
        for field, found in lines.items():
            self.add_error(field, ValidationError(format_html_join("", "{}<br>", ((line,) for line in found))))


class TermsForm(AdminForm):
    """Terms for loans. New words make a new version."""

    text = LinesField(
        label=_("Tekst"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 15}),
        error_messages={"required": _("Skriv det som skal gjelde.")},
        help_text=_(
            "Alle som låner, må godta dette. Endrer du teksten, blir det en ny versjon som må godtas fra da av. "
            "Lån som er avtalt, beholder versjonen de er avtalt med."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        last = self.instance.versions.last() if self.instance.pk else None
        self.initial["text"] = last.text if last else ""


class HostForm(PersonForm):
    """Who looks after a venue, from when to when. The way into the admin follows (receivers.py)."""


class CancelledForm(forms.Form):
    """What those are told whose agreement is cancelled."""

    use_required_attribute = False
    melding = LineField(
        label=_("Grunn til at noe avlyses"),
        required=False,
        max_length=250,
        help_text=_("Sendes til dem som har lånt, og vises for alle ved aktiviteter. Trengs bare hvis du avlyser noe."),
    )
