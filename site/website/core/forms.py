"""Forms of the admin: what the table refuses is said at the field, and only own rows are offered."""

from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import Promise
from wagtail.admin.forms import WagtailAdminModelForm

from .slugs import norwegian_slug
from .viewsets import Rows


class AdminForm(WagtailAdminModelForm):
    """A constraint's message is its sentence, its `violation_error_code` the field that shows it."""

    narrowed: ClassVar[dict[str, Rows]] = {}  # fields that offer only the rows left for the person
    computed: ClassVar[frozenset[str]] = frozenset()  # fields of the row that `clean` fills in

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in self.narrowed.items():
            if name in self.fields:
                self.fields[name].queryset = rows(self.for_user, self.fields[name].queryset)

    def _get_validation_exclusions(self) -> set[str]:
        """Django leaves out of the constraints what is not in the form; what we computed must count."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded if self._errors else excluded - self.computed

    def _update_errors(self, errors: ValidationError) -> None:
        """Django puts every broken constraint at the top of the form."""
        found: dict[str, list[ValidationError]] = {}
        for name, wrong in errors.error_dict.items():
            for error in wrong:
                place = str(error.code) if name == NON_FIELD_ERRORS else name
                found.setdefault(place if place in self.fields else NON_FIELD_ERRORS, []).append(error)
        super()._update_errors(ValidationError(found))


class AddressForm(AdminForm):
    """Something with an address on the web, which follows from its first name and then stays."""

    computed = frozenset({"slug"})
    already_there: ClassVar[str | Promise]  # said when another has the name, or one that gives the same address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.slug:
            longest = self.instance._meta.get_field("slug").max_length
            self.instance.slug = norwegian_slug(cleaned.get("name", ""))[:longest]
        if type(self.instance).objects.filter(slug=self.instance.slug).exclude(pk=self.instance.pk).exists():
            self.add_error("name", str(self.already_there))
        return cleaned
