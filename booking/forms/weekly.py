"""The same time every week: what is needed, from when, and until which day."""

import datetime as dt

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from website.core import clock
from website.core.periods import Period

from .need import NeedForm, date_field, time_field
from .repeat import REPEATS, RepeatForm, dates_of

A_DAY, A_SEASON = dt.timedelta(days=1), dt.timedelta(weeks=12)


class WeeklyForm(NeedForm):
    """A need with an hour, and how it is repeated. Left out: evenings from tomorrow for twelve weeks."""

    dato = date_field(label=gettext_lazy("Første dag"), required=False)
    kl = time_field(label=gettext_lazy("Fra klokken"), required_message=gettext_lazy("Skriv når dere begynner."))
    gjenta = forms.ChoiceField(label=gettext_lazy("Hvor ofte"), choices=REPEATS[1:])
    siste = date_field(label=gettext_lazy("Siste dag"), required_message=gettext_lazy("Velg siste dag."))

    def __init__(self, data: QueryDict) -> None:
        typed, tomorrow = data.copy(), clock.today() + A_DAY
        for name, usual in {
            "dato": tomorrow.isoformat(),
            "kl": "18:00",
            "gjenta": "1",
            "siste": (tomorrow + A_SEASON).isoformat(),
        }.items():
            typed.setdefault(name, usual)
        super().__init__(typed)

    def dates(self) -> list[Period]:
        """Every date asked for, in order; none, with an error at its field, when that makes no sense."""
        if not self.is_valid():
            return []
        need, repeat = self.need(), RepeatForm(self.data)
        assert need.starts is not None  # noqa: S101 - the field asks for it
        try:
            starts_at = clock.at_local(need.day, need.starts)
        except clock.NonexistentTimeError:
            self.add_error("kl", _("Klokka stilles fram denne natten, så dette klokkeslettet finnes ikke."))
            return []
        repetition = repeat.repetition(Period(starts_at, starts_at + need.length)) if repeat.is_valid() else None
        for sentence in repeat.errors.get("siste", ()):
            self.add_error("siste", sentence)
        return dates_of(repetition) if repetition else []
