"""What every template may use: dates and times, the frame of the page, fields in the design system's markup."""

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxSelectMultiple, RadioSelect, Widget
from django.template import Context

from .. import formats, repetition
from ..languages import language_choices
from ..menu import main_menu
from ..periods import Period
from ..repetition import Repeating

register = template.Library()


@register.filter
def local_date(value: dt.date | dt.datetime | None) -> str:
    return formats.local_date(value) if value else ""


@register.filter
def near_date(value: dt.date | dt.datetime | None) -> str:
    return formats.near_date(value) if value else ""


@register.filter
def local_time(instant: dt.datetime | None) -> str:
    return formats.local_time(instant) if instant else ""


@register.filter
def local_hours(period: Period | None) -> str:
    return formats.local_hours(period) if period else ""


@register.filter
def spoken_length(value: dt.timedelta | Period | None) -> str:
    length = value.length if isinstance(value, Period) else value
    return formats.spoken_length(length) if length else ""


@register.filter
def in_words(series: Repeating) -> str:
    """hver uke tirsdag kl. 18:00 fra 5. januar 2027 til 30. juni 2027"""
    return repetition.in_words(series)


@register.filter
def full_address(path: str) -> str:
    """The whole address of a path of ours, as it can be copied."""
    return f"{settings.PUBLIC_BASE_URL}{path}"


@register.filter
def webcal_address(path: str) -> str:
    """The address that makes calendar programs offer to subscribe."""
    return f"webcal://{settings.PUBLIC_BASE_URL.partition('://')[2]}{path}"


@register.filter
def is_choice_list(widget: Widget) -> bool:
    """True for widgets that are many inputs under one question."""
    return isinstance(widget, (RadioSelect, CheckboxSelectMultiple))


@register.filter
def says_optional(field: BoundField) -> bool:
    """True where leaving the field empty is the exception. In a filter, where all may be empty, nothing is said."""
    return not field.field.required and any(other.required for other in field.form.fields.values())


@register.filter
def styled(field: BoundField) -> BoundField:
    """The field, its inputs marked with the design system's class."""
    field.field.widget.attrs.setdefault("class", "ds-input")
    return field


@register.inclusion_tag("components/site_header.html", takes_context=True)
def site_header(context: Context) -> dict[str, Any]:
    path = _path(context)
    return _frame(context) | {"items": main_menu(path.partition("?")[0]), "languages": language_choices(path)}


@register.inclusion_tag("components/site_footer.html", takes_context=True)
def site_footer(context: Context) -> dict[str, Any]:
    return _frame(context) | {
        "languages": language_choices(_path(context)),
        "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_phone_link": settings.CONTACT_PHONE.replace(" ", ""),
    }


def _frame(context: Context) -> dict[str, Any]:
    return {name: context.get(name, "") for name in ("site_name", "municipality")}


def _path(context: Context) -> str:
    """The page's path with its query, so that choosing a language keeps filters. Empty address: the front page."""
    request = context.get("request")
    return request.get_full_path() if request and request.method in {"GET", "HEAD"} else "/"
