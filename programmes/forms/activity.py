"""What editors, hosts and committees fill in about an activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from venues.models import Venue
from venues.permissions import hosted_venues
from website.core import clock
from website.core.forms import AdminForm
from website.core.slugs import free_slug

from ..enums import Audience, Language
from ..models import Activity
from ..permissions import keeps_all, kept_communities, may_keep


class ActivityForm(AdminForm):
    """An activity; its address on the web follows from its first title and then stays."""

    audience = forms.MultipleChoiceField(
        label=_("For hvem"),
        choices=Audience,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ingen kryss: for alle."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Språk"),
        choices=Language,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ingen kryss: norsk."),
    )
    computed = frozenset({"slug"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = kept_communities(self.for_user, clock.today())
        present = Venue.objects.filter(pk=self.instance.venue_id)
        self.fields["venue"].queryset = Venue.objects.filter(is_public=True) | present
        self.fields["space"].queryset = self.fields["space"].queryset.filter(archived_at=None).select_related("venue")
        self.fields["space"].label_from_instance = lambda space: f"{space.venue}: {space}"
        if not keeps_all(self.for_user) and not self._hosts():
            self.fields["community"].queryset = own | own.model.objects.filter(pk=self.instance.community_id)

    def _hosts(self) -> bool:
        """A host may say that what happens in the house is for any community; and has most often one house."""
        hosted = list(hosted_venues(self.for_user, clock.today()))
        if len(hosted) == 1 and not self.instance.pk:
            self.initial.setdefault("venue", hosted[0])
        return bool(hosted)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        space, venue = cleaned.get("space"), cleaned.get("venue")
        if space and space.venue != venue:
            self.add_error("space", _("Rommet hører ikke til denne møteplassen."))
        wanted = Activity(venue=venue, community=cleaned.get("community"))
        if not may_keep(self.for_user, wanted, clock.today()):
            self.add_error("community", _("Velg lokalsamfunnet ditt, eller en møteplass du er vert for."))
        if not self.instance.pk:
            self.instance.slug = free_slug(cleaned.get("title", ""), Activity.objects.all())
        return cleaned
