"""What the header of every page offers."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAIN_MENU: list[tuple[str, str | Promise]] = [
    ("/det-som-skjer/", _("Det som skjer")),
    ("/lan-lokaler/", _("Lån lokaler")),
    ("/moteplasser/", _("Møteplasser")),
    ("/lokalsamfunn/", _("Lokalsamfunn")),
    ("/omradesatsing/", _("Områdesatsing")),
    ("/si-din-mening/", _("Si din mening")),
    ("/sok/", _("Søk")),
]


@dataclass(frozen=True)
class MenuItem:
    """One link. `current` is a value of aria-current, or empty."""

    url: str
    title: str | Promise
    current: str


def main_menu(path: str) -> list[MenuItem]:
    """The menu as seen from a page: its own link is marked, and the one of the section it is in."""
    return [MenuItem(url, title, _current(url, path)) for url, title in MAIN_MENU]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""
