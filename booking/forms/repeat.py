"""Fixed loans: how often, until when, and what is to become of each date."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from venues.models import Space
from website.core import clock, recurrence
from website.core.periods import Period

from ..operations.series import Date, Repetition
from ..queries.series import PlannedDate
from .need import date_field, in_reach

REPEATS = [
    ("", gettext_lazy("Bare denne gangen")),
    ("1", gettext_lazy("Hver uke")),
    ("2", gettext_lazy("Annenhver uke")),
]
LEFT_OUT = gettext_lazy("Hopp over")
FIELD = "dag-"  # and the local day
LONGEST = dt.timedelta(days=371)  # a season is never longer than a year and the week it ends in
A_MINUTE, A_DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)  # by the wall clock


class RepeatForm(forms.Form):
    """Read beside the form for a loan, which says the first day and the hours."""

    use_required_attribute = False
    gjenta = forms.ChoiceField(label=gettext_lazy("Gjenta"), choices=REPEATS, required=False)
    siste = date_field(
        label=gettext_lazy("Siste dag"), required=False, help_text=gettext_lazy("Bare når lånet gjentas.")
    )

    def clean_siste(self) -> dt.date | None:
        return in_reach(self.cleaned_data["siste"]) if self.cleaned_data["siste"] else None

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("gjenta") and not self.errors and not self.cleaned_data["siste"]:
            self.add_error("siste", _("Velg siste dag."))
        return self.cleaned_data

    @cached_property
    def is_wanted(self) -> bool:
        self.is_valid()
        return bool(self.cleaned_data.get("gjenta"))

    def repetition(self, first: Period) -> Repetition | None:
        """What is asked for, when the first date is `first`; None, with an error, when it makes no sense."""
        starts, ends = (clock.local(end).replace(tzinfo=None) for end in (first.starts_at, first.ends_at))
        last: dt.date = self.cleaned_data["siste"]
        if last <= starts.date():
            self.add_error("siste", _("Siste dag må være etter den første."))
        elif last - starts.date() > LONGEST:
            self.add_error("siste", _("Du kan bestille for ett år om gangen."))
        if not A_MINUTE <= ends - starts <= A_DAY:
            self.add_error("gjenta", _("Bare lån på mellom ett minutt og ett døgn kan gjentas."))
        if self.errors:
            return None
        rule = recurrence.weekly([starts.weekday()], every=int(self.cleaned_data["gjenta"]))
        return Repetition(rule, starts, (ends - starts) // A_MINUTE, last)


def dates_of(repetition: Repetition) -> list[Period]:
    """Every date the rule gives."""
    length = dt.timedelta(minutes=repetition.minutes)
    return recurrence.periods(repetition.rule, repetition.first, length, repetition.last)


class DatesForm(forms.Form):
    """For each planned date: as asked, in another space, or not at all. The address of a field is the local day.

    `otherwise` says what becomes of a date that is not chosen; `before`, what was chosen when it was last shown.
    """

    def __init__(
        self,
        data: Any,
        *,
        planned: Sequence[PlannedDate],
        wanted: Sequence[Space],
        before: Mapping[str, str],
        otherwise: str | Promise = LEFT_OUT,
    ) -> None:
        super().__init__(data)
        self.planned, self.wanted = {_name(one.period): one for one in planned}, wanted
        for name, one in self.planned.items():
            label = " + ".join(space.name for space in wanted)
            as_asked = [] if one.refusals else [("ja", label)]
            others = [(space.slug, space.name) for space in one.instead]
            choices = [*as_asked, ("", otherwise), *others]
            self.fields[name] = forms.ChoiceField(
                choices=choices,
                required=False,
                initial=before[name] if before.get(name) in dict(choices) else choices[0][0],
                error_messages={"invalid_choice": _("Ikke ledig lenger. Velg på nytt.")},
            )

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error(None, _("Velg minst én dato."))
        return self.cleaned_data

    @property
    def offers_any(self) -> bool:
        """Something can be had on at least one of the dates."""
        return any(not one.refusals or one.instead for one in self.planned.values())

    @property
    def chosen(self) -> list[Date]:
        return [
            Date(one.period, self._spaces(one, self.cleaned_data[name]))
            for name, one in self.planned.items()
            if self.cleaned_data[name]
        ]

    @property
    def skipped(self) -> list[Period]:
        return [one.period for name, one in self.planned.items() if not self.cleaned_data[name]]

    def _spaces(self, one: PlannedDate, choice: str) -> Sequence[Space]:
        return self.wanted if choice == "ja" else [space for space in one.instead if space.slug == choice]

    def rows(self) -> list[tuple[PlannedDate, forms.BoundField]]:
        """Each date with its field, in order of time."""
        return [(one, self[name]) for name, one in self.planned.items()]


def _name(period: Period) -> str:
    return f"{FIELD}{clock.local(period.starts_at):%Y-%m-%d}"


def dates_in(sent: QueryDict) -> list[tuple[str, str]]:
    """What was chosen for each date, to be shown as chosen when they are looked over again."""
    return [(name, value) for name in sent if name.startswith(FIELD) for value in sent.getlist(name)]
