"""What Wagtail's admin does otherwise here. Only registers."""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput


class DateInput(AdminDateInput):
    """The picker would quietly turn a date it cannot read into today's; here what was typed is sent, and answered."""

    def get_config(self) -> dict[str, object]:
        return {**super().get_config(), "validateOnBlur": False}


register_form_field_override(models.DateField, override={"widget": DateInput})
