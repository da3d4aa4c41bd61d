"""A loan, as the one who asks writes it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from venues.models import Space
from venues.queries import opening_of
from website.accounts.models import Organisation, User
from website.core.periods import Period
from website.core.refusals import Refusal
from website.core.texts import LineField, LinesField

from ..borrowers import Borrower
from ..enums import Visibility
from ..operations.bookings import Details
from ..promises import Versions, lacking
from .choices import space_choice
from .need import date_field, in_reach, time_field
from .period import period_of
from .promises import PromisesForm

FIELDS = {
    "starts": "fra",
    "ends": "til",
    "date": "dato",
    "people": "antall",
    "quantity": "stykk",
    "organisation": "organisasjon",
    "terms": "vilkar",
    "age": "alder",
}  # of a Refusal, in this form


class KeyField(forms.UUIDField):
    """What nobody sees and nobody can mend is no key, and the loan gets a new one."""

    def clean(self, value: Any) -> uuid.UUID | None:
        try:
            key: uuid.UUID | None = super().clean(value)
        except forms.ValidationError:
            return None
        return key


class BookForm(PromisesForm):
    """One loan of one or more spaces of a venue. Also read from an address, half filled in."""

    use_required_attribute = False
    rom = forms.MultipleChoiceField(
        label=_("Rom og soner"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Velg minst ett rom."),
            "invalid_choice": _("Et av rommene finnes ikke her. Velg på nytt."),
        },
    )
    dato = date_field(label=_("Dag"))
    fra = time_field(label=_("Fra"), required_message=_("Skriv når dere begynner."))
    til = time_field(label=_("Til"), required_message=_("Skriv når dere er ferdige."))
    tittel = LineField(
        label=_("Hva skal dere gjøre?"),
        max_length=120,
        error_messages={"required": _("Skriv kort hva dere skal gjøre.")},
    )
    antall = forms.IntegerField(
        label=_("Hvor mange kommer?"),
        min_value=1,
        max_value=10_000,
        required=False,
        error_messages={"invalid": _("Skriv antallet med sifre.")},
    )
    stykk = forms.IntegerField(
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("Bare hvis du har krysset av for noe av dette. Skriver du ikke noe, låner du én."),
        error_messages={"invalid": _("Skriv antallet med sifre.")},
    )
    organisasjon = forms.ChoiceField(
        label=_("På vegne av"),
        required=False,
        error_messages={"invalid_choice": _("Du kan ikke låne for denne organisasjonen. Velg på nytt.")},
    )
    synlighet = forms.ChoiceField(
        label=_("Hva skal vises for andre?"),
        choices=Visibility,
        required=False,
        widget=forms.RadioSelect,
        initial=Visibility.CLOSED,
    )
    beskjed = LinesField(
        label=_("Beskjed til verten"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    fornavn = LineField(label=_("Fornavn"), max_length=150, error_messages={"required": _("Skriv fornavnet ditt.")})
    etternavn = LineField(
        label=_("Etternavn"), max_length=150, error_messages={"required": _("Skriv etternavnet ditt.")}
    )
    nokkel = KeyField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        spaces: Sequence[Space],
        organisations: Sequence[Organisation] = (),
        person: User | None = None,
        initial: dict[str, Any] | None = None,
        versions: Versions | None = None,
    ) -> None:
        super().__init__(data, initial={"nokkel": uuid.uuid4()} | (initial or {}))
        self.person = person
        self._people: int | None = None
        self._quantity: int | None = None
        self.spaces = {space.slug: space for space in spaces}
        self.organisations = {organisation.slug: organisation for organisation in organisations}
        choices = self.fields["rom"], self.fields["organisasjon"]
        choices[0].choices = [space_choice(space) for space in spaces]  # type: ignore[attr-defined]
        shown = self.fields["synlighet"]
        shown.choices = [(value, capfirst(label)) for value, label in Visibility.choices]  # type: ignore[attr-defined]
        choices[1].choices = [  # type: ignore[attr-defined]
            ("", _("Meg selv")),
            *((slug, organisation.name) for slug, organisation in self.organisations.items()),
        ]
        if pools := [space.name for space in spaces if space.is_pool]:
            self.fields["stykk"].label = _("Hvor mange låner dere? (%(names)s)") % {"names": ", ".join(pools)}
        else:
            del self.fields["stykk"]
        self.versions = versions or {}
        chosen = data.getlist("rom") if data is not None else self.initial.get("rom", ())
        rooms = [space for slug, space in self.spaces.items() if slug in chosen]
        self.ask_for(rooms)
        if self.asks_for_the_day_alone(rooms):
            del self.fields["fra"], self.fields["til"]
        if not organisations and not (person and data and data.get("organisasjon")):
            del self.fields["organisasjon"]
        if person is None or person.first_name:
            del self.fields["fornavn"], self.fields["etternavn"]

    def asks_for_the_day_alone(self, rooms: Sequence[Space]) -> bool:
        return bool(rooms) and all(space.is_whole_day for space in rooms)

    def clean_dato(self) -> dt.date:
        return in_reach(self.cleaned_data["dato"])

    def clean_synlighet(self) -> Visibility:
        return Visibility(self.cleaned_data["synlighet"] or Visibility.CLOSED)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self._people, self._quantity = data.get("antall"), data.get("stykk")
        if self.asks_for_the_day_alone(self.wanted):
            self._take_whole_day()
        elif all(name in data for name in ("dato", "fra", "til")):
            data["period"] = self.chosen_period()
        if self.asks and "vilkar" not in self.errors and "alder" not in self.errors:
            self.add_refusals(lacking(self.wanted, self.versions, self.promises))
        return data

    def _take_whole_day(self) -> None:
        """All the time the rooms are open."""
        day, rooms = self.cleaned_data.get("dato"), self.wanted
        if not day or not rooms:
            return
        if period := opening_of(rooms[0], day):
            self.cleaned_data["period"] = period
        else:
            self.add_error("dato", _("%(space)s er ikke åpent denne dagen.") % {"space": rooms[0]})

    def chosen_period(self) -> Period:
        """Day and hours as a period, when all three are understood."""
        data = self.cleaned_data
        return period_of(data["dato"], data["fra"], data["til"])

    @property
    def wanted(self) -> list[Space]:
        """The spaces chosen so far, in the venue's order."""
        chosen = self.cleaned_data.get("rom", ())
        return [space for slug, space in self.spaces.items() if slug in chosen]

    @property
    def slot(self) -> Period | None:
        """The period chosen so far, when it is whole."""
        period: Period | None = self.cleaned_data.get("period")
        return period

    @property
    def people(self) -> int | None:
        """How many come, as far as it is understood; also when no room chosen has place for so many."""
        return self._people

    @property
    def quantity(self) -> int | None:
        """How many of what is lent in number, also when there are too few; None when nothing chosen is."""
        return self._quantity or 1 if any(space.is_pool for space in self.wanted) else None

    @property
    def borrower(self) -> Borrower | None:
        """For whom it is, as far as it is chosen; None before logging in."""
        chosen = self.organisations.get(self.cleaned_data.get("organisasjon", ""))
        return Borrower(self.person, chosen) if self.person else None

    def details(self, key: uuid.UUID | None = None) -> Details:
        """What the loan is for, and what it is known by when it is sent again. Only of a valid form."""
        data = self.cleaned_data
        return Details(
            title=data["tittel"],
            note=data["beskjed"],
            people=data["antall"],
            quantity=self.quantity,
            visibility=data["synlighet"],
            organisation=self.organisations.get(data.get("organisasjon", "")),
            key=key or data.get("nokkel") or uuid.uuid4(),
            promises=self.promises,
        )

    def add_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Each refusal at the field it is about, or above the form."""
        for refusal in refusals:
            name = FIELDS.get(refusal.field)
            self.add_error(name if name in self.fields else None, str(refusal))
