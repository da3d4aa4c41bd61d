"""What may stand in the log about feeds."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "feed.revoked", _("Kalenderadressen trukket tilbake"), _("Kalenderadressen trukket tilbake")
    )
