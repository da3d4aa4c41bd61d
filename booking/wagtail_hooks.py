"""What Wagtail's admin learns of bookings. Only registers."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from website.core import clock

from .menu import DeskMenuItem, TodayPanel
from .permissions import IGNORES, desk_venues

LOG_ACTIONS = {
    "booking.requested": (_("Bestilt"), _("Bestilt, venter på svar")),
    "booking.confirmed": (_("Godkjent"), _("Godkjent")),
    "booking.refused": (_("Avslått"), _("Avslått")),
    "booking.withdrawn": (_("Trukket"), _("Trukket av den som spurte")),
    "booking.cancelled": (_("Avlyst"), _("Avlyst av verten")),
    "booking.released": (_("Gitt tilbake"), _("Gitt tilbake av den som lånte")),
    "booking.moved": (_("Flyttet"), _("Flyttet")),
    "booking.changed": (_("Endret"), _("Teksten er endret")),
    "booking.ended_early": (_("Avsluttet"), _("Avsluttet før tiden")),
    "booking.rules_ignored": (_("Bestilt likevel"), _("Bestilt selv om reglene sier nei")),
    "booking.imported": (_("Hentet inn"), _("Hentet inn fra et annet system")),
    "series.requested": (_("Bestilt"), _("Faste lån bestilt, venter på svar")),
    "series.confirmed": (_("Godkjent"), _("Faste lån godkjent")),
    "series.refused": (_("Avslått"), _("Faste lån avslått")),
    "series.withdrawn": (_("Trukket"), _("Faste lån trukket av den som spurte")),
    "series.released": (_("Gitt tilbake"), _("Faste lån gitt tilbake")),
    "series.moved": (_("Flyttet"), _("Faste lån flyttet")),
    "closure.made": (_("Stengt"), _("Stengt")),
    "closure.lifted": (_("Opphevet"), _("Stengingen er opphevet")),
    "calendar.followed": (_("Følges"), _("Kalenderen følges")),
    "calendar.left": (_("Følges ikke"), _("Kalenderen følges ikke lenger")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """What a group can be given."""
    names = [name.removeprefix("booking.") for name in IGNORES]
    return Permission.objects.filter(content_type__app_label="booking", codename__in=names)


@hooks.register("register_admin_menu_item")
def register_desk() -> MenuItem:
    return DeskMenuItem()


@hooks.register("construct_homepage_panels")
def add_today(request: HttpRequest, panels: list[Component]) -> None:
    if venues := desk_venues(request.user, clock.today()):
        panels.append(TodayPanel(venues))


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[URLResolver]:
    return [path("utlan/", include("booking.desk_urls"))]
