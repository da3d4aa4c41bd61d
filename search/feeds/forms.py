"""What people write about following."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WeeklyForm(forms.Form):
    """Where to send it."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("E-postadressen din"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv e-postadressen din."),
            "invalid": _("Skriv e-postadressen slik: navn@eksempel.no."),
        },
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
