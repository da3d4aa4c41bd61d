"""What one says yes to by a tick before a loan is sent. Which ticks there are follows from the rooms chosen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from venues.models import Space, TermsVersion

from .. import promises as rules
from ..promises import Promises, Versions


class PromisesForm(forms.Form):
    """The value of a tick is the version of the terms, or the age: another one since it was shown is asked for anew."""

    vilkar = forms.MultipleChoiceField(
        label=gettext_lazy("Vilkår"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Vilkårene er endret. Les dem, og kryss av på nytt.")},
    )
    alder = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Aldersgrense"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Aldersgrensen er endret. Kryss av på nytt.")},
    )

    versions: Versions = {}
    agreed = Promises()
    asks = True

    def ask_for(self, spaces: Sequence[Space]) -> None:
        """Have the ticks that the rooms call for, and no other."""
        spaces = spaces if self.asks else []
        self.asked_terms: list[TermsVersion] = rules.asked(spaces, self.versions, self.agreed)
        age = rules.oldest(spaces)
        self._offer("vilkar", [(str(one.pk), _accepts(one)) for one in self.asked_terms])
        self._offer("alder", [(str(age), _is_old_enough(age))] if age > self.agreed.age else [])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    @property
    def promises(self) -> Promises:
        """What is said yes to, as far as it is understood."""
        data: dict[str, Any] = self.cleaned_data
        versions = frozenset(map(int, data.get("vilkar", ())))
        return Promises(versions, max([self.agreed.age, *data.get("alder", ())]), self.agreed.agreed)


def _accepts(version: TermsVersion) -> str:
    return _("Jeg har lest og godtar: %(name)s") % {"name": version.terms}


def _is_old_enough(age: int) -> str:
    return _("Den som har ansvar, er %(age)d år eller eldre.") % {"age": age}
