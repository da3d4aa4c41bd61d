"""When doors are open: weekly hours, single days, closed periods, school holidays."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList, Panel

from website.core.viewsets import OwnRowsViewSet

from ..forms import AtVenueForm, NearDaysForm
from ..models import ClosedPeriod, OpeningException, OpeningRule, SchoolHoliday
from ..panels import ComingHoursPanel
from ..views.deciding import (
    CreateHoursView,
    CreateSchoolHolidayView,
    DeleteHoursView,
    DeleteSchoolHolidayView,
    EditHoursView,
    EditSchoolHolidayView,
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
