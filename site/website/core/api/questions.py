"""What stands in an address, read by the same forms as on the pages; here what makes no sense is refused."""

from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .problems import BAD_REQUEST, NoAnswerError

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
    """The form, when all of it makes sense; else 400 with a sentence that names the parameter."""
    for name, field in form.fields.items():
        if isinstance(field, forms.BooleanField) and form.data.get(name, "") not in SWITCH:
            raise _senseless(name, [_("Skriv true eller false.")])
    for name, sentences in form.errors.items():
        raise _senseless(name, [str(sentence) for sentence in sentences])
    return form


def _senseless(name: str, sentences: list[str]) -> NoAnswerError:
    """Of the first that is wrong. What is wrong with the whole has no name."""
    if name == NON_FIELD_ERRORS:
        return NoAnswerError(BAD_REQUEST, sentences[0], code="parameter")
    return NoAnswerError(BAD_REQUEST, f"«{name}»: {sentences[0]}", code="parameter", errors={name: sentences})


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
        case forms.MultipleChoiceField():
            return {"type": "array", "items": {"type": "string"} | _words(field)}
        case forms.ChoiceField() if field.choices:
            return {"type": "string"} | _words(field)
    return {"type": "string"}


def _words(field: forms.ChoiceField) -> dict[str, Any]:
    """Those one can choose; none where that depends on what else is asked."""
    choices: Any = field.choices
    words = [str(value) for value, _label in choices if value]
    return {"enum": words} if words else {}
