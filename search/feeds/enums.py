from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SearchPage(TextChoices):
    """Where a search was made: the first part of its address."""

    SEARCH = "sok", _("Søk")
    PROGRAMME = "det-som-skjer", _("Det som skjer")
