from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def validate_organisation_number(value: str) -> None:
    """Nine digits of which the last is a mod 11 control digit (Brønnøysundregistrene). Raises ValidationError."""
    if len(value) != 9 or not (value.isascii() and value.isdigit()):
        raise ValidationError(
            _("Organisasjonsnummeret skal ha 9 sifre. Du skrev %(count)d.") % {"count": len(value)}, code="length"
        )
    total = sum(int(digit) * weight for digit, weight in zip(value, WEIGHTS, strict=False))
    control = (11 - total % 11) % 11
    if control == 10 or control != int(value[-1]):
        raise ValidationError(
            _("Dette er ikke et gyldig organisasjonsnummer. Se etter om to sifre er byttet om."), code="control"
        )
