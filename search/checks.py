"""Nobody forgets the index: each model people can visit has a source, or is left out on purpose."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register

from .sources import source_of

OURS = ("home", "programmes", "booking", "venues", "accounts")
LEFT_OUT = {
    "home.HomePage": "leads everywhere, is about nothing",
    "venues.VenueIndexPage": "a list of what is found itself",
    "venues.VenuePage": "found as its venue",
    "programmes.CommunityIndexPage": "a list of what is found itself",
    "programmes.CommunityPage": "found as its community",
    "programmes.Occurrence": "found as its activity",
    "booking.Booking": "private",
    "booking.BookingSeries": "private",
}


@register()
def check_sources(**_options: Any) -> list[Error]:
    """search.E001: a model with an address of its own that search does not know."""
    visited = [model for model in apps.get_models() if model._meta.app_label in OURS and _has_address(model)]
    missing = [m for m in visited if source_of(m) is None and m._meta.label not in LEFT_OUT]
    hint = "Register a source in search/sources/, or list it with a reason in search/checks.py."
    return [Error(f"{model._meta.label} cannot be found.", hint=hint, id="search.E001") for model in missing]


def _has_address(model: Any) -> bool:
    return hasattr(model, "get_absolute_url") or hasattr(model, "get_url_parts")
