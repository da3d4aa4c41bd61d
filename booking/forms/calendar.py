"""A calendar from outside that a house is to follow."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from website.core.fetching import LONGEST_ADDRESS, ForbiddenAddressError, judged
from website.core.texts import LineField

from .desk import SpacesForm


class CalendarForm(SpacesForm):
    """Which spaces it takes, where it is, and what people read."""

    adresse = forms.CharField(
        label=_("Adressen til kalenderen"),
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput,
        help_text=_("Den begynner med https:// eller webcal://. Den som eier kalenderen, finner den under «Del»."),
        error_messages={"required": _("Lim inn adressen.")},
    )
    grunn = LineField(
        label=_("Grunn, vises for alle"),
        max_length=100,
        help_text=_("For eksempel «Skolen bruker hallen». Det som står i kalenderen, vises aldri."),
        error_messages={"required": _("Skriv hva folk skal lese når rommet er opptatt.")},
    )

    def clean_adresse(self) -> str:
        """As it will be asked: the fetcher judges what the name stands for each time it goes there."""
        try:
            url = judged(self.cleaned_data["adresse"])
        except ForbiddenAddressError as error:
            raise forms.ValidationError(
                _("Skriv en adresse på nettet: https:// eller webcal://, og så et navn, som kalender.skole.no.")
            ) from error
        if url.host == urlsplit(settings.PUBLIC_BASE_URL).hostname:
            raise forms.ValidationError(_("Dette er en av våre egne kalendere. Rommene følger dem allerede."))
        return url.url
