"""Filters of the list of what is on. Whatever stands in the address, the answer is a list."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from venues.models import Venue
from website.core import clock
from website.core.periods import Period, local_days

from ..enums import Age, Audience, Language, Theme
from ..models import Activity
from ..models.occurrence import OccurrenceQuerySet
from ..queries import communities
from ..queries.occurrences import weekend

ANY = [("", _("Alle"))]
WHEN = [("", _("Kommende uke")), ("i-dag", _("I dag")), ("helg", _("I helgen")), ("maned", _("30 dager"))]
BY_THEMSELVES = {"i-dag", "helg"}  # say which days they mean: no first day goes with them
PARTS_OF_DAY = {"formiddag": (0, 12), "ettermiddag": (12, 17), "kveld": (17, 24)}
TIMES = [*ANY, ("formiddag", _("Formiddag")), ("ettermiddag", _("Ettermiddag")), ("kveld", _("Kveld"))]
LAST_YEAR = 2100


def at_time(part: str) -> Q:
    """Dates that begin in a part of the day; without one, all."""
    first, last = PARTS_OF_DAY.get(part, (0, 24))
    return Q(starts_at__hour__gte=first, starts_at__hour__lt=last) if part else Q()


class ProgrammeFilter(forms.Form):
    """What a visitor may choose among. A value that means nothing is left out, never an error."""

    nar = forms.ChoiceField(label=_("Når"), choices=WHEN, required=False)
    fra = forms.DateField(label=_("Fra dag"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    tid = forms.ChoiceField(label=_("Tid på dagen"), choices=TIMES, required=False)
    sted = forms.ChoiceField(label=_("Møteplass"), required=False)
    lokalsamfunn = forms.ChoiceField(label=_("Lokalsamfunn"), required=False)
    tema = forms.ChoiceField(label=_("Tema"), choices=[*ANY, *Theme.choices], required=False)
    hvem = forms.ChoiceField(label=_("For hvem"), choices=[*ANY, *Audience.choices], required=False)
    alder = forms.ChoiceField(label=_("Alder"), choices=[*ANY, *Age.choices], required=False)
    snakker = forms.ChoiceField(label=_("Språk"), choices=[*ANY, *Language.choices], required=False)
    gratis = forms.BooleanField(label=_("Bare gratis"), required=False)
    trinnfritt = forms.BooleanField(label=_("Bare trinnfritt"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        venues = Venue.objects.filter(is_public=True).values_list("slug", "name")
        places = communities.public_communities().values_list("slug", "name")
        self.fields["sted"].choices = [*ANY, *venues]  # type: ignore[attr-defined]
        self.fields["lokalsamfunn"].choices = [*ANY, *places]  # type: ignore[attr-defined]

    def clean_fra(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["fra"]
        if day and not 2000 < day.year < LAST_YEAR:
            raise forms.ValidationError(_("Velg en dag i vår tid."), code="far")
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "fra": None} if data.get("nar") in BY_THEMSELVES else data

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What was chosen and makes sense, by the name of the field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def when_after(self) -> str:
        """What is asked for after these days: today and the weekend are followed by the week after them."""
        when = str(self.chosen.get("nar", ""))
        return "" if when in BY_THEMSELVES else when

    @cached_property
    def period(self) -> Period:
        """The days asked for."""
        when = self.chosen.get("nar")
        if when == "helg":
            return weekend(clock.now())
        days = {"i-dag": 1, "maned": 30}.get(str(when), 7)
        first = self.chosen.get("fra") or clock.today()
        return local_days(first, first + dt.timedelta(days=days - 1))

    @property
    def since(self) -> dt.datetime:
        """What is over is not listed as coming. Who asks for a day by its date is shown the whole day."""
        return self.period.starts_at if "fra" in self.chosen else max(self.period.starts_at, clock.now())

    def apply(self, occurrences: OccurrenceQuerySet) -> OccurrenceQuerySet:
        """Those that happen in the days asked for, also when they began before, and are as asked for."""
        in_days = Q(ends_at__gt=self.since, starts_at__lt=self.period.ends_at)
        return occurrences.filter(in_days, self.wanted).order_by("starts_at", "activity__title", "pk")

    @property
    def wanted(self) -> Q:
        """What was asked for, whatever the days."""
        wanted = Q()
        for name, lookup in LOOKUPS.items():
            if name in self.chosen:
                wanted &= Q(**{lookup: self._value(name)})
        if "alder" in self.chosen:
            wanted &= Q(activity__audience=[]) | Q(activity__audience__overlap=Age(self.chosen["alder"]).audiences)
        return wanted & at_time(self.chosen.get("tid", ""))

    def _value(self, name: str) -> Any:
        value = self.chosen[name]
        meant = {"hvem": [value], "snakker": [value], "gratis": 0, "trinnfritt": Activity.objects.step_free()}
        return meant.get(name, value)


LOOKUPS = {
    "sted": "activity__venue__slug",
    "lokalsamfunn": "activity__community__slug",
    "tema": "activity__theme",
    "hvem": "activity__audience__contains",
    "snakker": "activity__languages__contains",
    "gratis": "activity__price_kr",
    "trinnfritt": "activity__in",
}
