"""What people write about themselves."""

import datetime as dt
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from website.core.forms import AddressForm, AdminForm
from website.core.texts import LineField

from .enums import Scope
from .models import User


class EmailForm(RequestLoginCodeForm):
    """The address to send a code to. Known and unknown addresses are treated alike."""

    email = forms.EmailField(
        label=_("E-postadresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv e-postadressen slik: navn@eksempel.no."),
        },
    )


class CodeForm(ConfirmLoginCodeForm):
    """The code from the mail. Dashes, spaces and small letters do not matter."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": _("Skriv koden fra e-posten.")},
    )


class ProfileForm(forms.Form):
    """What a person is called."""

    first_name = LineField(
        label=_("Fornavn"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Skriv fornavnet ditt.")},
    )
    last_name = LineField(
        label=_("Etternavn"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Skriv etternavnet ditt.")},
    )

    def __init__(self, data: QueryDict | None = None, *, person: User) -> None:
        super().__init__(data, initial={"first_name": person.first_name, "last_name": person.last_name})


class DeleteForm(forms.Form):
    """A person says that the account shall go, by writing its address."""

    email = forms.EmailField(
        label=_("Skriv e-postadressen din for å bekrefte"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Skriv e-postadressen din for å bekrefte."),
            "invalid": _("Skriv e-postadressen slik: navn@eksempel.no."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, person: User) -> None:
        super().__init__(data)
        self.person = person

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email != self.person.email:
            raise forms.ValidationError(_("Dette er ikke adressen du er logget inn med."), code="other")
        return email


class KeyForm(forms.Form):
    """A key to the API: for which program, what it may do, for how long."""

    name = LineField(
        label=_("Navn på programmet"),
        max_length=60,
        help_text=_("Slik kjenner du igjen nøkkelen."),
        error_messages={"required": _("Skriv hva nøkkelen er til.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Hva programmet kan gjøre"),
        choices=[(value, capfirst(label)) for value, label in Scope.choices],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Velg minst én ting.")},
    )
    days = forms.TypedChoiceField(
        label=_("Varer i"), choices=[(30, _("30 dager")), (90, _("90 dager")), (365, _("ett år"))], coerce=int
    )

    def life(self) -> dt.timedelta:
        return dt.timedelta(days=self.cleaned_data["days"])


class PersonForm(AdminForm):
    """A role of a person, who is named by e-mail address: nobody needs the list of everybody's."""

    email = forms.EmailField(
        label=_("Personens e-postadresse"),
        help_text=_("Den personen logger inn med. Er det en ny person, må hun eller han logge inn først."),
    )
    computed = frozenset({"user"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["email"] = self.instance.user.email

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        person = User.objects.filter(email=email, is_active=True, is_provisional=False).first()
        if person is None:
            raise forms.ValidationError(_("Ingen har logget inn med denne adressen ennå. Se etter om den er riktig."))
        if person == self.for_user and not person.is_superuser:
            raise forms.ValidationError(_("Du kan ikke gi deg selv en rolle. Be en annen gjøre det."))
        self.instance.user = person
        return email


class OrganisationForm(AddressForm):
    """An organisation."""

    already_there = _("Det finnes allerede en organisasjon med dette navnet.")
