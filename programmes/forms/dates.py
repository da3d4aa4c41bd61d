"""When an activity happens: once or again and again, one date moved or cancelled, a repetition ended."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from recurrence import Recurrence

from booking.forms.need import date_field, in_reach, time_field
from website.core import clock, recurrence
from website.core.periods import Period

from ..models import Activity
from ..operations.series import last_day
from ..queries.closed import open_starts, why_closed

REPEATS = [
    ("", _("Bare én gang")),
    ("1", _("Hver uke")),
    ("2", _("Annenhver uke")),
    ("maned", _("Hver måned, samme ukedag i måneden")),
]
DAYS = [_("mandag"), _("tirsdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lørdag"), _("søndag")]
REASON = _("Grunn, vises for alle")


class TimeForm(forms.Form):
    """One day, from one time to another; an end before the start is after midnight.

    With an `activity` whose house is closed then, the form asks once more: staff may do so, but knowingly. It does not
    ask about what a repetition leaves out by itself.
    """

    use_required_attribute = False
    dag = date_field(label=_("Dag"))
    fra = time_field(label=_("Fra klokken"), required_message=_("Skriv når det begynner."))
    til = time_field(label=_("Til klokken"), required_message=_("Skriv når det slutter."))
    likevel = forms.BooleanField(label=_("Ja, legg det inn selv om det er stengt"), required=False)

    def __init__(self, *args: Any, activity: Activity | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.activity = activity

    def clean_dag(self) -> dt.date:
        day = in_reach(self.cleaned_data["dag"])
        if day < clock.today():
            raise forms.ValidationError(_("Velg en dag som ikke har vært."), code="past")
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        if data["fra"] == data["til"]:
            self.add_error("til", _("Det må slutte etter at det begynner."))
            return data
        ends_on = data["dag"] + dt.timedelta(days=data["til"] < data["fra"])
        try:
            data["period"] = Period(clock.at_local(data["dag"], data["fra"]), clock.at_local(ends_on, data["til"]))
        except ValueError:  # in the hour the clock skips
            self.add_error("fra", _("Klokka stilles denne natten, så dette klokkeslettet finnes ikke."))
            return data
        if self.activity is not None and not data["likevel"]:
            self._ask_about_closed_days(self.activity)
        return data

    def _ask_about_closed_days(self, activity: Activity) -> None:
        """The answer is for all the dates, so they are all counted."""
        periods = self.periods
        made = open_starts(activity, [one.starts_at for one in periods], chosen=self.cleaned_data["dag"])
        if why_closed(activity, [one for one in periods if one.starts_at in made]):
            self.add_error("dag", forms.ValidationError(why_closed(activity, periods), code="closed"))

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to fill in, and the question about closed days once it is asked."""
        asks = self.is_bound and (self.has_error("dag", "closed") or self.cleaned_data.get("likevel"))
        return [field for field in self if asks or field.name != "likevel"]

    @property
    def periods(self) -> list[Period]:
        return [self.cleaned_data["period"]]


class DatesForm(TimeForm):
    """New dates."""

    gjentas = forms.ChoiceField(label=_("Gjentas"), choices=REPEATS, required=False)
    ukedager = forms.TypedMultipleChoiceField(
        label=_("På disse dagene"),
        choices=list(enumerate(DAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Gjelder når det gjentas hver eller annenhver uke. Ingen kryss: samme ukedag som første dag."),
    )
    siste = date_field(
        label=_("Siste dag"), required=False, help_text=_("Tomt: fortsetter til noen avslutter gjentakelsen.")
    )
    rom = forms.BooleanField(
        label=_("Lån rommet for hver dato"), required=False, initial=True, help_text=_("Avtalt med en gang.")
    )

    def __init__(self, *args: Any, may_give_room: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_give_room:
            del self.fields["rom"]

    def clean_siste(self) -> dt.date | None:
        first, last = self.cleaned_data.get("dag"), self.cleaned_data["siste"]
        if first and last and last < first:
            raise forms.ValidationError(_("Siste dag må være etter den første."))
        found: dt.date | None = last
        return found

    @property
    def first_start(self) -> dt.datetime:
        """Naive local time."""
        return dt.datetime.combine(self.cleaned_data["dag"], self.cleaned_data["fra"])

    @property
    def periods(self) -> list[Period]:
        """All the dates the rule will give, as far as dates are made."""
        last = last_day(self.cleaned_data["siste"], clock.now())
        return recurrence.periods(self.rule, self.first_start, self.cleaned_data["period"].length, last)

    @cached_property
    def rule(self) -> Recurrence | None:
        """None for what happens once."""
        day: dt.date = self.cleaned_data["dag"]
        repeats = self.cleaned_data["gjentas"]
        if repeats == "maned":
            nth = (day.day - 1) // 7 + 1
            return recurrence.monthly(day.weekday(), nth if nth < 5 else -1)
        weekdays = self.cleaned_data["ukedager"] or [day.weekday()]
        return recurrence.weekly(weekdays, every=int(repeats)) if repeats else None


class MoveForm(TimeForm):
    """Another time for one date."""

    grunn = forms.CharField(label=REASON, max_length=250, required=False)


class CancelForm(forms.Form):
    """Why a date is called off."""

    use_required_attribute = False
    grunn = forms.CharField(
        label=REASON,
        max_length=250,
        error_messages={"required": _("Skriv hvorfor. De som hadde tenkt seg dit, leser det.")},
    )


class EndForm(forms.Form):
    """The last day of a repetition."""

    use_required_attribute = False
    siste = date_field(label=_("Siste dag"))

    def clean_siste(self) -> dt.date:
        return in_reach(self.cleaned_data["siste"])
