"""A booking as it shall be: the form for a loan, filled in as the loan is."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from venues.models import Space
from website.core import clock
from website.core.periods import Period
from website.core.refusals import Refusal
from website.core.texts import LinesField

from ..models import Booking
from ..operations.changes import changed_since
from ..operations.wanted import Wanted
from ..queries.terms import agreed_in, versions_of
from .book import BookForm


class ChangeForm(BookForm):
    """Time, rooms and words of `booking`. `versjon` is the one that was shown: another one is refused."""

    nokkel = None  # type: ignore[assignment]  # Django's way to leave out a field
    versjon = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)
    by_host = False

    def __init__(self, data: QueryDict | None = None, *, booking: Booking, spaces: Sequence[Space]) -> None:
        self.booking, self.agreed = booking, agreed_in(booking)
        super().__init__(data, spaces=spaces, initial=_as_it_is(booking), versions=versions_of(spaces))

    def clean_versjon(self) -> int:
        seen: int | None = self.cleaned_data["versjon"]
        if seen != self.booking.version:
            self.add_error(None, str(changed_since()))
        return self.booking.version

    def clean_dato(self) -> dt.date:
        day: dt.date = self.cleaned_data["dato"]
        return day if day == self.initial["dato"] else super().clean_dato()

    def chosen_period(self) -> Period:
        """As it is when nobody touched it: also one no form can say, as two days or the hour that comes twice."""
        is_as_it_was = all(self.cleaned_data[name] == self.initial[name] for name in ("dato", "fra", "til"))
        return self.booking.period if is_as_it_was else super().chosen_period()

    def asked(self) -> Wanted:
        """What it is to become. Only of a valid form."""
        reason = self.cleaned_data.get("grunn", "")
        return Wanted(self.wanted, self.cleaned_data["period"], self.details(), reason, self.by_host)

    def add_refusals(self, refusals: Sequence[Refusal]) -> None:
        super().add_refusals(list(dict.fromkeys(refusals)))


class HostChangeForm(ChangeForm):
    """A host's change, with the reason the one who booked reads."""

    by_host = True
    asks = False  # it is for those who borrow to say yes
    grunn = LinesField(
        label=gettext_lazy("Hvorfor? Den som har bestilt, leser det."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor. Den som har bestilt, leser det.")},
    )


def change_form(booking: Booking, data: QueryDict | None = None, *, form: type[ChangeForm] = ChangeForm) -> ChangeForm:
    """The form with the rooms of its house, and those it has though they are lent no more. Two queries."""
    spaces = Space.objects.active().filter(venue=booking.venue).select_related("venue")
    gone = [space for space in booking.spaces.all() if space.archived_at is not None]
    return form(data, booking=booking, spaces=[*spaces, *gone])


def _as_it_is(booking: Booking) -> dict[str, Any]:
    starts, ends = clock.local(booking.starts_at), clock.local(booking.ends_at)
    return {
        "rom": [space.slug for space in booking.spaces.all()],
        "dato": starts.date(),
        "fra": starts.time().replace(second=0, microsecond=0),
        "til": ends.time().replace(second=0, microsecond=0),
        "tittel": booking.title,
        "antall": booking.people,
        "stykk": booking.quantity,
        "synlighet": booking.visibility,
        "beskjed": booking.note,
        "versjon": booking.version,
    }
