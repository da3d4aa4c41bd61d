"""What editors fill in about local communities and their committees."""

from django.utils.translation import gettext_lazy as _

from website.accounts.forms import PersonForm
from website.core.forms import AddressForm


class CommunityForm(AddressForm):
    """A local community."""

    already_there = _("Det finnes allerede et lokalsamfunn med dette navnet.")


class SeatForm(PersonForm):
    """A person's place in a committee. The right to edit the community's page follows (receivers.py)."""
