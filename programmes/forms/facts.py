"""What editors fill in about local communities and their committees."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from website.accounts.forms import PersonForm
from website.core.forms import AdminForm
from website.core.slugs import norwegian_slug


class CommunityForm(AdminForm):
    """A local community; its address on the web follows from its first name and then stays."""

    computed = frozenset({"slug"})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.slug:
            self.instance.slug = norwegian_slug(cleaned.get("name", ""))[:60]
        if type(self.instance).objects.filter(slug=self.instance.slug).exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("Det finnes allerede et lokalsamfunn med dette navnet."))
        return cleaned


class SeatForm(PersonForm):
    """A person's place in a committee. The right to edit the community's page follows (receivers.py)."""
