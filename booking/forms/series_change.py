"""Other hours or rooms for fixed loans from one date on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from venues.models import Space
from website.core import clock

from ..models import Booking
from .choices import space_choice
from .need import time_field
from .period import NIGHT_ENDS


class SeriesChangeForm(forms.Form):
    """The hours of the day and the rooms, as the first of the dates has them."""

    use_required_attribute = False
    rom = forms.MultipleChoiceField(
        label=gettext_lazy("Rom og soner"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Velg minst ett rom."),
            "invalid_choice": gettext_lazy("Et av rommene finnes ikke her. Velg på nytt."),
        },
    )
    fra = time_field(label=gettext_lazy("Fra"), required_message=gettext_lazy("Skriv når dere begynner."))
    til = time_field(label=gettext_lazy("Til"), required_message=gettext_lazy("Skriv når dere er ferdige."))

    def __init__(self, data: QueryDict | None = None, *, first: Booking, spaces: Sequence[Space]) -> None:
        starts, ends = clock.local(first.starts_at), clock.local(first.ends_at)
        rooms = [space.slug for space in first.spaces.all()]
        super().__init__(data, initial={"rom": rooms, "fra": starts.time(), "til": ends.time()})
        self.spaces = {space.slug: space for space in spaces}
        self.fields["rom"].choices = [space_choice(space) for space in spaces]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts, ends = data.get("fra"), data.get("til")
        if starts and ends and ends <= starts and (ends > NIGHT_ENDS or ends == starts):
            self.add_error("til", _("Velg et klokkeslett etter %(start)s.") % {"start": f"{starts:%H:%M}"})
        if not self.errors and all(data[name] == self.initial[name] for name in ("rom", "fra", "til")):
            self.add_error(None, _("Du har ikke endret noe ennå."))
        return data

    @property
    def wanted(self) -> list[Space]:
        return [space for slug, space in self.spaces.items() if slug in self.cleaned_data["rom"]]
