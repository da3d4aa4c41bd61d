"""What Wagtail's admin learns of the programme. Only registers."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

LOG_ACTIONS = {
    "occurrence.cancelled": (_("Avlyst"), _("Datoen er avlyst")),
    "occurrence.moved": (_("Flyttet"), _("Datoen er flyttet")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
