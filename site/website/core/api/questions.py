"""What stands in an address, read by the same forms as on the pages; here what makes no sense is refused."""

from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import HttpError

BAD_REQUEST = 400
SWITCH = {"", "on", "true", "1", "false"}
USUAL, FURTHEST = 50, 100_000
Form = TypeVar("Form", bound=forms.Form)


class Window(forms.Form):
    """Which of many rows."""

    limit = forms.IntegerField(
        label=gettext_lazy("Hvor mange, 50 når ikke noe står"),
        required=False,
        min_value=1,
        max_value=settings.NINJA_PAGINATION_MAX_LIMIT,
    )
    offset = forms.IntegerField(
        label=gettext_lazy("Hvor mange som hoppes over"), required=False, min_value=0, max_value=FURTHEST
    )

    @property
    def first(self) -> int:
        return self.cleaned_data["offset"] or 0

    @property
    def last(self) -> int:
        return self.first + self.size

    @property
    def size(self) -> int:
        return self.cleaned_data["limit"] or USUAL


def understood(form: Form) -> Form:
    """The form, when all of it makes sense; else HttpError 400 with a sentence that names the parameter."""
    for name, field in form.fields.items():
        if isinstance(field, forms.BooleanField) and form.data.get(name, "") not in SWITCH:
            raise HttpError(BAD_REQUEST, _("«%(name)s»: Skriv true eller false.") % {"name": name})
    for name, sentences in form.errors.items():
        raise HttpError(BAD_REQUEST, f"«{name}»: {sentences[0]}")
    return form


def parameters(form: type[forms.Form]) -> list[dict[str, Any]]:
    """The fields of a form as OpenAPI tells them."""
    return [_parameter(name, field) for name, field in form.base_fields.items()]  # type: ignore[attr-defined]


def _parameter(name: str, field: forms.Field) -> dict[str, Any]:
    told = {"name": name, "in": "query", "required": False, "schema": _kind(field)}
    return told | ({"description": field.label} if field.label else {})


def _kind(field: forms.Field) -> dict[str, Any]:
    match field:
        case forms.BooleanField():
            return {"type": "boolean"}
        case forms.IntegerField():
            return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
        case forms.DateField():
            return {"type": "string", "format": "date"}
        case forms.ChoiceField() if field.choices:
            choices: Any = field.choices
            return {"type": "string", "enum": [value for value, _label in choices if value]}
    return {"type": "string"}
