"""What somebody looks for: a day, perhaps a time, how long, how many, with what."""

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from venues.enums import SpaceTag
from website.core import clock

from ..queries.needs import Need

DATE_ERRORS = {
    "invalid": _("Skriv datoen slik: 23.11.2026, eller velg den i kalenderen."),
    "required": _("Velg en dag."),
}
TIME_ERRORS = {"invalid": _("Skriv klokkeslettet slik: 17:30.")}
FURTHEST = dt.timedelta(days=731)
USUAL_LENGTH = 120
THINGS = "utstyr"
WHAT = [("", _("Rom og soner")), (THINGS, _("Utstyr"))]
LENGTHS = [(60, _("1 time")), (120, _("2 timer")), (180, _("3 timer")), (240, _("4 timer")), (480, _("8 timer"))]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"step": 900})


def date_field(required_message: Any = DATE_ERRORS["required"], **options: Any) -> forms.DateField:
    formats, messages = ["%Y-%m-%d", "%d.%m.%Y"], DATE_ERRORS | {"required": required_message}
    return forms.DateField(widget=DateInput(), input_formats=formats, error_messages=messages, **options)


def time_field(required_message: Any = "", **options: Any) -> forms.TimeField:
    messages = TIME_ERRORS | {"required": required_message}
    return forms.TimeField(widget=TimeInput(), input_formats=["%H:%M", "%H.%M"], error_messages=messages, **options)


def in_reach(day: dt.date) -> dt.date:
    """The day, or a ValidationError when it is years away: nobody books then, and calendars end somewhere."""
    if abs(day - clock.today()) > FURTHEST:
        raise forms.ValidationError(_("Velg en dag som er mindre enn to år unna."), code="far")
    return day


class DayForm(forms.Form):
    """A day; today when it is left out."""

    use_required_attribute = False
    dato = date_field(label=_("Dag"), required=False)

    def clean_dato(self) -> dt.date:
        day: dt.date | None = self.cleaned_data["dato"]
        return in_reach(day) if day else clock.today()


class NeedForm(DayForm):
    """All fields may be left out: then today, any time, two hours."""

    hva = forms.ChoiceField(label=_("Hva vil du låne?"), choices=WHAT, required=False)
    kl = time_field(label=_("Fra klokken"), required=False)
    varighet = forms.TypedChoiceField(label=_("Hvor lenge"), choices=LENGTHS, coerce=int, required=False)
    antall = forms.IntegerField(
        label=_("Antall personer"),
        required=False,
        min_value=1,
        max_value=10_000,
        error_messages={"invalid": _("Skriv antallet med sifre.")},
    )
    trenger = forms.MultipleChoiceField(
        label=_("Dette trenger vi"), choices=SpaceTag, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict) -> None:
        self.is_sent = "varighet" in data
        shown = data.copy()
        shown.setdefault("dato", clock.today().isoformat())
        shown.setdefault("varighet", str(USUAL_LENGTH))
        super().__init__(shown)
        if shown.get("hva") == THINGS:
            self.fields["antall"].label = _("Antall stykker")
            del self.fields["trenger"]

    def need(self) -> Need:
        """The need as far as it is understood; what is not, is left out."""
        self.full_clean()
        data = self.cleaned_data
        asked, things = ("hva", "kl", "antall", "trenger"), data.get("hva") == THINGS
        return Need(
            day=data.get("dato") or clock.today(),
            starts=data.get("kl"),
            length=dt.timedelta(minutes=data.get("varighet") or USUAL_LENGTH),
            people=None if things else data.get("antall"),
            things=things,
            quantity=(data.get("antall") or 1) if things else 1,
            tags=tuple(data.get("trenger") or ()),
            is_asked=any(data.get(name) for name in asked) or self.is_sent,
        )
