"""What Wagtail's admin does otherwise here. Only registers."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput


class DateInput(AdminDateInput):
    """The picker would quietly turn a date it cannot read into today's; here what was typed is sent, and answered."""

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "validateOnBlur": False}


register_form_field_override(models.DateField, override={"widget": DateInput})


@hooks.register("insert_global_admin_css")
def add_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def publish_first(items: list[Any], _request: HttpRequest, _context: dict[str, Any]) -> None:
    """Who may publish most often means to: the large button, not one behind an arrow."""
    items.sort(key=lambda item: item.name != "action-publish")
