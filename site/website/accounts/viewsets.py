"""Organisations in the admin, and who may act for them."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup

from website.core.viewsets import OwnRowsViewSet

from .forms import OrganisationForm, PersonForm
from .models import Membership, Organisation


class OrganisationViewSet(OwnRowsViewSet):
    model = Organisation
    icon = "group"
    search_fields: ClassVar[list[str]] = ["name", "number"]
    list_display: ClassVar[list[str]] = ["name", "kind", "number", "is_trusted", "is_active", "is_demo"]
    list_filter: ClassVar[list[str]] = ["kind", "is_trusted", "is_active"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("number", help_text=_("Ni sifre fra Enhetsregisteret. La stå tomt for grupper uten nummer.")),
            FieldPanel("about", help_text=_("Vises for alle.")),
            FieldPanel("email", help_text=_("Vises for alle. Bruk en felles adresse, ikke en persons egen.")),
            FieldPanel("website"),
            MultiFieldPanel(
                [
                    FieldPanel("is_trusted", help_text=_("Verten slipper å svare på hver bestilling.")),
                    FieldPanel("is_active", help_text=_("Ta bort krysset når organisasjonen er lagt ned.")),
                    FieldPanel("is_demo", help_text=_("Oppdiktet, bare for å vise fram nettstedet.")),
                ],
                heading=_("Kommunens valg"),
            ),
        ],
        base_form_class=OrganisationForm,
    )


class MembershipViewSet(OwnRowsViewSet):
    model = Membership
    icon = "user"
    search_fields: ClassVar[list[str]] = ["organisation__name", "user__email", "user__last_name"]
    list_display: ClassVar[list[str]] = ["user", "organisation", "role", "valid_from", "valid_to"]
    list_filter: ClassVar[list[str]] = ["role"]
    edit_handler = ObjectList(
        [
            FieldPanel("email"),
            FieldPanel("organisation"),
            FieldPanel("role", help_text=_("Ledere og de som kan bestille lokaler, kan låne i organisasjonens navn.")),
            FieldPanel("valid_from"),
            FieldPanel("valid_to", help_text=_("Tomt: til noen endrer det.")),
        ],
        base_form_class=PersonForm,
    )


class OrganisationsGroup(ViewSetGroup):
    """The menu of organisations."""

    menu_label = _("Organisasjoner")
    menu_icon = "group"
    menu_order = 220
    items = (OrganisationViewSet("organisations"), MembershipViewSet("memberships"))
