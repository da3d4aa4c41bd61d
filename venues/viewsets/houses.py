"""Houses, their areas, and who looks after them."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView

from website.core.viewsets import OwnRowsViewSet

from ..forms import HostForm, VenueForm
from ..models import Area, Venue, VenueRole
from ..operations import open_venue
from ..panels import ComingHoursPanel
from ..views.deciding import EditVenueView

EDITORS = "venues.add_venue"  # these facts a host does not change about the own house


class CreateVenueView(CreateView):
    """A venue without a page would be a link that leads nowhere."""

    def save_instance(self) -> Venue:
        return open_venue(by=self.request.user, **self.form.cleaned_data)


class VenueViewSet(OwnRowsViewSet):
    model = Venue
    icon = "home"
    add_view_class = CreateVenueView
    edit_view_class = EditVenueView
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[str]] = ["name", "kind", "area", "is_public", "is_demo"]
    edit_handler = ObjectList(
        [
            *(ComingHoursPanel(), HelpPanel(template="venues/admin/page_link.html")),
            FieldPanel("name", permission=EDITORS),
            FieldPanel("kind", permission=EDITORS),
            FieldPanel("area", permission=EDITORS),
            FieldPanel("summary", help_text=_("Én setning.")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("street", "postcode", "town", "phone", "email")],
                heading=_("Adresse og kontakt"),
            ),
            FieldPanel(
                "accessibility", help_text=_("Inngang, heis, toalett, teleslynge: det den som kommer, må vite.")
            ),
            FieldPanel("is_public", permission=EDITORS, help_text=_("Uten kryss finnes møteplassen bare her.")),
            FieldPanel("closed_on_holidays", help_text=_("Legg inn en avvikende dag for helligdager dere har åpent.")),
            FieldPanel(
                "is_demo", permission=EDITORS, help_text=_("Oppdiktet. Siden sier fra om at dette er et eksempel.")
            ),
        ],
        base_form_class=VenueForm,
    )


class HostViewSet(OwnRowsViewSet):
    model = VenueRole
    icon = "user"
    list_display: ClassVar[list[str]] = ["user", "venue", "role", "valid_from", "valid_to"]
    list_filter: ClassVar[list[str]] = ["venue", "role"]
    edit_handler = ObjectList(
        [
            *(FieldPanel("email"), FieldPanel("venue"), FieldPanel("role"), FieldPanel("valid_from")),
            FieldPanel("valid_to", help_text=_("Siste dag. Tomt: til noen endrer det.")),
        ],
        base_form_class=HostForm,
    )


class AreaViewSet(OwnRowsViewSet):
    model = Area
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("slug")])
