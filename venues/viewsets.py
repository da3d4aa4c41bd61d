"""Places in the admin: editors see all, a host their own house."""

from typing import ClassVar

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSetGroup

from website.core import clock
from website.core.refusals import RefusedError
from website.core.viewsets import OwnEditView, OwnRowsViewSet

from .forms import AtVenueForm, HostForm, NearDaysForm, SpaceForm, TermsForm, VenueForm
from .menu import HoursMenuItem
from .models import (
    Area,
    ClosedPeriod,
    LoanTerms,
    OpeningException,
    OpeningRule,
    SchoolHoliday,
    Space,
    Unit,
    Venue,
    VenueRole,
)
from .operations import archive_space, change_units, open_venue, restore_space, set_quantity, write_terms
from .panels import ComingHoursPanel, lending_rules
from .views.deciding import (
    CreateHoursView,
    CreateSchoolHolidayView,
    DeleteHoursView,
    DeleteSchoolHolidayView,
    EditHoursView,
    EditSchoolHolidayView,
    EditVenueView,
)

ONLY_ROOM = _("Tomt: hele møteplassen. Velg et rom bare når det har egne tider.")
NEXT_DAY = _("Kryss av når stengetiden er etter midnatt.")
SHORTEST = _(
    "Gjelder flere tider samme dag, vinner det korteste tidsrommet, åpent eller stengt. Avvikende dager går foran alt."
)
REOPENS = _("Skal dere ha åpent noen dager i perioden, legger du inn åpningstider eller en avvikende dag for dem.")
PARTS = _(
    "Et rom som stenges her, kan fortsatt lånes som del av noe større. Skal ingen bruke det, velger du «Steng rom» "
    "under «Utlån»."
)
SCHOOL = _("Ferien til skolene i kommunen. Endrer bare åpningstider der det er valgt at de følger skoleferiene.")
WHICH = _(
    "Her sier du når dørene er åpne en bestemt dag. Skal bare noen rom stenges en stund, som ved maling eller en "
    "vannlekkasje, bruker du «Steng rom» under «Utlån»."
)


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
            ComingHoursPanel(),
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("area"),
            FieldPanel("summary", help_text=_("Én setning.")),
            MultiFieldPanel(
                [FieldPanel(name) for name in ("street", "postcode", "town", "phone", "email")],
                heading=_("Adresse og kontakt"),
            ),
            FieldPanel(
                "accessibility", help_text=_("Inngang, heis, toalett, teleslynge: det den som kommer, må vite.")
            ),
            FieldPanel("is_public", help_text=_("Uten kryss finnes møteplassen bare her.")),
            FieldPanel("closed_on_holidays", help_text=_("Legg inn en avvikende dag for helligdager dere har åpent.")),
            FieldPanel("is_demo", help_text=_("Oppdiktet. Siden sier fra om at dette er et eksempel.")),
        ],
        base_form_class=VenueForm,
    )


class CreateSpaceView(CreateView):
    """Of many alike, each becomes a unit."""

    def save_instance(self) -> Space:
        space: Space = super().save_instance()
        if space.is_pool:
            set_quantity(space, self.form.cleaned_data["quantity"], by=self.request.user, at=clock.now())
        return space


class EditSpaceView(OwnEditView):
    """What it consists of, and whether it is laid down, concerns those who have it: that is asked for first."""

    def form_valid(self, form: SpaceForm) -> HttpResponse:
        try:
            with transaction.atomic():
                self._ask_for(form)
        except RefusedError as refused:
            form.add_refusals(refused.refusals)
            self.is_valid(form)  # no longer, which it says at the top of the page
            answer: HttpResponse = self.form_invalid(form)
        else:
            answer = super().form_valid(form)
        return answer

    def save_instance(self) -> Space:
        """What the form did not change stays as others have made it meanwhile: it may have been laid down."""
        space: Space = self.form.instance
        Space.objects.select_for_update(no_key=True, of=("self",)).get(pk=space.pk)
        others = [field.name for field in Space._meta.concrete_fields if field.name not in self.form.changed_data]
        space.refresh_from_db(fields=others)
        saved: Space = super().save_instance()
        return saved

    def _ask_for(self, form: SpaceForm) -> None:
        space, by, at = form.instance, self.request.user, clock.now()
        units = form.cleaned_data.pop("units")
        if space.is_pool:
            set_quantity(space, form.cleaned_data["quantity"], by=by, at=at)
        else:
            change_units(space, units, by=by, at=at)
        if form.cleaned_data["is_archived"] == (space.archived_at is not None):
            return
        if form.cleaned_data["is_archived"]:
            archive_space(space, by=by, at=at)
        else:
            restore_space(space, by=by)


class SpaceViewSet(OwnRowsViewSet):
    model = Space
    icon = "table"
    add_view_class = CreateSpaceView
    edit_view_class = EditSpaceView
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[str]] = ["name", "venue", "kind", "capacity", "needs_approval"]
    list_filter: ClassVar[list[str]] = ["venue", "kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("venue"),
            FieldPanel("name"),
            FieldPanel("kind"),
            FieldPanel("purpose", help_text=_("For soner på et innbyggertorg.")),
            FieldPanel("summary", help_text=_("Én setning. Vises sammen med navnet.")),
            FieldPanel("capacity"),
            FieldPanel("tags"),
            FieldPanel("units", help_text=_("To rom som deler en del, kan ikke lånes samtidig.")),
            FieldPanel("quantity"),
            FieldPanel("order", help_text=_("Lavest først.")),
            *lending_rules(),
            FieldPanel("is_archived"),
        ],
        base_form_class=SpaceForm,
    )


class UnitViewSet(OwnRowsViewSet):
    model = Unit
    search_fields: ClassVar[list[str]] = ["name"]
    list_display: ClassVar[list[str]] = ["name", "venue"]
    list_filter: ClassVar[list[str]] = ["venue"]
    edit_handler = ObjectList(
        [
            FieldPanel("venue"),
            FieldPanel("name", help_text=_("Den minste biten bare én kan ha av gangen: halve salen, et kjøkken.")),
        ],
        base_form_class=AtVenueForm,
    )


def where() -> list[Panel]:
    return [ComingHoursPanel(), FieldPanel("venue"), FieldPanel("space", help_text=ONLY_ROOM)]


def hours() -> list[Panel]:
    return [FieldPanel("opens"), FieldPanel("closes"), FieldPanel("closes_next_day", help_text=NEXT_DAY)]


class HoursViewSet(OwnRowsViewSet):
    add_view_class = CreateHoursView
    edit_view_class = EditHoursView
    delete_view_class = DeleteHoursView


class OpeningRuleViewSet(HoursViewSet):
    model = OpeningRule
    menu_label = _("Åpningstider hver uke")
    icon = "time"
    list_display: ClassVar[list[str]] = ["__str__", "venue", "space", "valid_from", "valid_to", "holds_in"]
    list_filter: ClassVar[list[str]] = ["venue", "weekday", "holds_in"]
    edit_handler = ObjectList(
        [
            *(*where(), FieldPanel("weekday"), *hours()),
            *(FieldPanel("valid_from", help_text=_("Tomt: hele tiden.")), FieldPanel("valid_to", help_text=SHORTEST)),
            FieldPanel("holds_in", help_text=_("«Bare i skoleferier» gjelder like lenge som ferien.")),
        ],
        base_form_class=AtVenueForm,
    )


class OpeningExceptionViewSet(HoursViewSet):
    model = OpeningException
    menu_label = _("Åpent eller stengt en bestemt dag")
    icon = "date"
    list_display: ClassVar[list[str]] = ["date", "venue", "space", "opens", "closes", "reason"]
    list_filter: ClassVar[list[str]] = ["venue"]
    edit_handler = ObjectList(
        [
            *(HelpPanel(WHICH), *where()),
            FieldPanel("date", help_text=_("Uten klokkeslett er det stengt hele dagen.")),
            *(*hours(), FieldPanel("reason")),
        ],
        base_form_class=AtVenueForm,
    )


class ClosedPeriodViewSet(HoursViewSet):
    model = ClosedPeriod
    menu_label = _("Stengt en periode")
    icon = "lock"
    list_display: ClassVar[list[str]] = ["reason", "venue", "space", "valid_from", "valid_to"]
    list_filter: ClassVar[list[str]] = ["venue"]
    edit_handler = ObjectList(
        [
            *(HelpPanel(PARTS), *where(), FieldPanel("valid_from"), FieldPanel("valid_to", help_text=REOPENS)),
            FieldPanel("reason", help_text=_("For eksempel «Sommerstengt».")),
        ],
        base_form_class=AtVenueForm,
    )


class SchoolHolidayViewSet(OwnRowsViewSet):
    model = SchoolHoliday
    menu_label = _("Skoleferier")
    icon = "calendar-alt"
    add_view_class = CreateSchoolHolidayView
    edit_view_class = EditSchoolHolidayView
    delete_view_class = DeleteSchoolHolidayView
    list_display: ClassVar[list[str]] = ["name", "valid_from", "valid_to"]
    edit_handler = ObjectList(
        [
            HelpPanel(SCHOOL),
            FieldPanel("name", help_text=_("For eksempel «Vinterferie».")),
            *(FieldPanel("valid_from"), FieldPanel("valid_to")),
        ],
        base_form_class=NearDaysForm,
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


class SavedTerms:
    """What is written becomes a version."""

    def save_instance(self) -> LoanTerms:
        with transaction.atomic():
            terms: LoanTerms = super().save_instance()  # type: ignore[misc]  # one of Wagtail's views
            write_terms(terms, self.form.cleaned_data["text"], by=self.request.user)  # type: ignore[attr-defined]
        return terms


class CreateTermsView(SavedTerms, CreateView):
    pass


class EditTermsView(SavedTerms, OwnEditView):
    pass


class TermsViewSet(OwnRowsViewSet):
    model = LoanTerms
    icon = "doc-full"
    add_view_class = CreateTermsView
    edit_view_class = EditTermsView
    edit_handler = ObjectList(
        [FieldPanel("name", help_text=_("For eksempel «Vilkår for saler».")), FieldPanel("text")],
        base_form_class=TermsForm,
    )


class AreaViewSet(OwnRowsViewSet):
    model = Area
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("slug")])


class VenuesGroup(ViewSetGroup):
    """The menu of places."""

    menu_label = _("Møteplasser")
    menu_icon = "home"
    menu_order = 200
    items = (
        *(VenueViewSet("venues"), SpaceViewSet("spaces"), UnitViewSet("units"), OpeningRuleViewSet("opening-rules")),
        *(OpeningExceptionViewSet("opening-exceptions"), ClosedPeriodViewSet("closed-periods")),
        *(SchoolHolidayViewSet("school-holidays"), HostViewSet("hosts"), TermsViewSet("terms")),
        AreaViewSet("areas"),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        return [*super().get_submenu_items(), HoursMenuItem()]
