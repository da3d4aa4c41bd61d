"""What may stand in the address of a search. Nothing in it is ever an error."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import Age, Audience, Language, Theme
from programmes.forms.filters import TIMES
from programmes.queries.occurrences import weekend
from website.core import clock

from .models import Kind
from .plan import Filters

ANY = ("", _("Alle"))
DAYS = [("", _("Når som helst")), ("i-dag", _("I dag")), ("helg", _("I helgen")), ("uke", _("Neste sju dager"))]
LONGEST = 200


class SearchFilter(forms.Form):
    """One box, and the choices that are links."""

    q = forms.CharField(label=_("Søk"), required=False)
    slag = forms.ChoiceField(choices=[ANY, *Kind.choices], required=False)
    sted = forms.SlugField(required=False)
    lokalsamfunn = forms.SlugField(required=False)
    tema = forms.ChoiceField(choices=[ANY, *Theme.choices], required=False)
    hvem = forms.ChoiceField(choices=[ANY, *Audience.choices], required=False)
    alder = forms.ChoiceField(choices=[ANY, *Age.choices], required=False)
    snakker = forms.ChoiceField(choices=[ANY, *Language.choices], required=False)
    nar = forms.ChoiceField(choices=DAYS, required=False)
    tid = forms.ChoiceField(choices=TIMES, required=False)
    gratis = forms.BooleanField(required=False)
    trinnfritt = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_valid()
        self.chosen: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def text(self) -> str:
        return str(self.chosen.get("q", "")).replace("\x00", "")[:LONGEST]

    def filters(self) -> Filters:
        """The choices in the engines' words."""
        now = clock.now()
        return Filters(
            kind=self.chosen.get("slag", ""),
            venue=self.chosen.get("sted", ""),
            community=self.chosen.get("lokalsamfunn", ""),
            theme=self.chosen.get("tema", ""),
            audience=self.chosen.get("hvem", ""),
            age=self.chosen.get("alder", ""),
            language=self.chosen.get("snakker", ""),
            is_free="gratis" in self.chosen,
            is_step_free="trinnfritt" in self.chosen,
            time=self.chosen.get("tid", ""),
            day=self.chosen.get("nar", ""),
            offered=tuple((name, _days(name, now)) for name, _label in DAYS if name),
            today=clock.local(now).date(),
        )


class SearchForm(SearchFilter):
    """The same, page by page."""

    side = forms.IntegerField(min_value=1, max_value=500, required=False)

    @property
    def page(self) -> int:
        return int(self.chosen.get("side", 1))


def _days(name: str, now: dt.datetime) -> tuple[dt.date, ...]:
    """The local days meant, those that are over left out."""
    today, saturday = clock.local(now).date(), clock.local(weekend(now).starts_at).date()
    first, count = {"i-dag": (today, 1), "helg": (saturday, 2), "uke": (today, 7)}.get(name, (today, 0))
    days = (first + dt.timedelta(days=number) for number in range(count))
    return tuple(day for day in days if day >= today)
