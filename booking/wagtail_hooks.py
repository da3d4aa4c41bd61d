"""What Wagtail's admin learns of bookings. Only registers."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

LOG_ACTIONS = {
    "booking.requested": (_("Bestilt"), _("Bestilt, venter på svar")),
    "booking.confirmed": (_("Godkjent"), _("Godkjent")),
    "booking.refused": (_("Avslått"), _("Avslått")),
    "booking.withdrawn": (_("Trukket"), _("Trukket av den som spurte")),
    "booking.cancelled": (_("Avlyst"), _("Avlyst av verten")),
    "booking.released": (_("Gitt tilbake"), _("Gitt tilbake av den som lånte")),
    "booking.moved": (_("Flyttet"), _("Flyttet")),
    "closure.made": (_("Stengt"), _("Stengt")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
