"""A host's answers."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from venues.models import Space
from website.core import clock
from website.core.periods import Period
from website.core.texts import LineField, LinesField

from .need import date_field, in_reach, time_field

READY_REASONS = [
    _("Rommet trengs til noe annet den dagen."),
    _("Rommet passer ikke til dette. Ta kontakt, så finner vi et annet."),
    _("Vi mangler opplysninger. Ta kontakt, og bestill gjerne på nytt."),
]


class ReasonForm(forms.Form):
    """Why not: a ready sentence, own words, or both."""

    ferdig = forms.ChoiceField(
        label=_("Begrunnelse"),
        required=False,
        choices=[("", _("Skriv selv")), *((text, text) for text in READY_REASONS)],
    )
    egen = LinesField(label=_("Med egne ord"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        parts = [self.cleaned_data.get(name, "") for name in ("ferdig", "egen")]
        self.cleaned_data["reason"] = " ".join(str(part) for part in parts if part)
        if not self.cleaned_data["reason"] and not self.errors:
            self.add_error("egen", _("Skriv hvorfor. Den som har bestilt, leser det."))
        return self.cleaned_data


class SpacesForm(forms.Form):
    """Spaces of one of the host's houses."""

    rom = forms.MultipleChoiceField(
        label=_("Rom og soner"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst ett rom.")},
    )

    def __init__(self, data: QueryDict | None = None, *, spaces: Sequence[Space]) -> None:
        super().__init__(data)
        self.spaces = {str(space.pk): space for space in spaces}
        names = [(key, f"{space.venue}: {space}") for key, space in self.spaces.items()]
        self.fields["rom"].choices = names  # type: ignore[attr-defined]

    def clean_rom(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["rom"]
        if len({self.spaces[key].venue_id for key in chosen}) > 1:
            raise forms.ValidationError(_("Velg rom på én møteplass om gangen."))
        return chosen

    @property
    def wanted(self) -> list[Space]:
        return [self.spaces[key] for key in self.cleaned_data["rom"]]


class ClosureForm(SpacesForm):
    """Which spaces nobody can have, from when to when, and what people read."""

    fra_dag = date_field(label=_("Fra dag"), required_message=_("Velg dagen det stenger."))
    fra_kl = time_field(label=_("Fra klokken"), required_message=_("Skriv når det stenger."))
    til_dag = date_field(label=_("Til dag"), required_message=_("Velg dagen det åpner igjen."))
    til_kl = time_field(label=_("Til klokken"), required_message=_("Skriv når det åpner igjen."))
    grunn = LineField(
        label=_("Grunn, vises for alle"), max_length=100, error_messages={"required": _("Skriv hvorfor det er stengt.")}
    )

    def clean_fra_dag(self) -> dt.date:
        return in_reach(self.cleaned_data["fra_dag"])

    def clean_til_dag(self) -> dt.date:
        return in_reach(self.cleaned_data["til_dag"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        try:
            data["period"] = Period(*(clock.at_local(data[f"{end}_dag"], data[f"{end}_kl"]) for end in ("fra", "til")))
        except clock.NonexistentTimeError:
            self.add_error("fra_kl", _("Klokka stilles fram denne natten, så dette klokkeslettet finnes ikke."))
        except ValueError:
            self.add_error("til_kl", _("Det må åpne igjen etter at det stenger."))
        return data
