"""A loan as a program sends it: the form of the page, with instants for day and hours."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext as _

from venues.models import Space
from website.accounts.models import Organisation, User
from website.core import clock
from website.core.periods import Period

from ..promises import Promises, Versions
from .book import BookForm
from .need import in_reach

NAMES = {
    "title": "tittel",
    "people": "antall",
    "quantity": "stykk",
    "visibility": "synlighet",
    "note": "beskjed",
    "terms": "vilkar",
    "age": "alder",
    "spaces": "rom",
    "organisation": "organisasjon",
}
SENT_AS = {ours: theirs for theirs, ours in NAMES.items()} | {NON_FIELD_ERRORS: "starts_at"}


class ProgramForm(BookForm):
    """Everything is asked for as on the page, but for the person's name, which is given there once."""

    dato = fra = til = nokkel = None  # type: ignore[assignment]  # Django's way to leave out a field

    def __init__(
        self,
        sent: Mapping[str, Any],
        period: Period | None,
        *,
        spaces: Sequence[Space],
        versions: Versions,
        person: User,
        organisations: Sequence[Organisation] = (),
        agreed: Promises | None = None,
    ) -> None:
        self.sent_period, self.agreed = period, agreed or Promises()
        super().__init__(_typed(sent), spaces=spaces, organisations=organisations, person=person, versions=versions)
        for name in ("fornavn", "etternavn"):
            self.fields.pop(name, None)

    def asks_for_the_day_alone(self, rooms: Sequence[Space]) -> bool:
        """Never: who sends instants sends those of the whole day, or is told which they are."""
        return False

    def clean(self) -> dict[str, Any]:
        if self.sent_period is None:
            raise forms.ValidationError(_("Det må slutte etter at det begynner."))
        in_reach(clock.local(self.sent_period.starts_at).date())
        in_reach(clock.local(self.sent_period.ends_at).date())
        self.cleaned_data["period"] = self.sent_period
        return super().clean()

    @property
    def sent_errors(self) -> dict[str, list[str]]:
        """By the names the program knows."""
        return {SENT_AS.get(name, name): list(map(str, sentences)) for name, sentences in self.errors.items()}


def _typed(sent: Mapping[str, Any]) -> QueryDict:
    """As the page's form would send it. Nothing sent is nothing typed."""
    typed = QueryDict(mutable=True)
    for name, ours in NAMES.items():
        value = sent.get(name)
        typed.setlist(ours, [str(one) for one in (value if isinstance(value, list) else [value]) if one])
    return typed
