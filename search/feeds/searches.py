"""Searches and filters that are followed: the one form each is kept in, and which dates it is about.

A day is never fixed: «i helgen» is every weekend, and today, the week and the month, which move on each day, are all
days. A first day to look from says nothing of what to follow, and is left out.
"""

import dataclasses
import datetime as dt
import unicodedata
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from programmes.forms.filters import ProgrammeFilter, at_time

from ..forms import LONGEST, SearchFilter
from ..models import Kind
from ..queries import place_names, with_all_words
from .enums import SearchPage
from .models import Followed, SavedSearch

FORMS: dict[str, type[ProgrammeFilter | SearchFilter]] = {
    SearchPage.SEARCH: SearchFilter,
    SearchPage.PROGRAMME: ProgrammeFilter,
}
NOT_FOLLOWED = {"fra", "slag"}
EACH_WEEKEND = "helg"
SATURDAY = 6
WEEKENDS = Q(starts_at__iso_week_day__gte=SATURDAY) | (
    Q(ends_at__iso_week_day__gte=SATURDAY) & ~Q(ends_at__iso_week_day=SATURDAY, ends_at__time=dt.time())
)
PLACES: dict[str, Kind] = {"sted": Kind.VENUE, "lokalsamfunn": Kind.COMMUNITY}


class FollowedSearch(Followed):
    """A search as something to follow, beside houses and communities."""

    def __init__(self, row: SavedSearch) -> None:
        self.row = row
        self.form = FORMS[row.page](QueryDict(row.query))

    @property
    def place(self) -> str:
        return f"s/{self.row.code}"

    @cached_property
    def name(self) -> str:
        return described(self.form) or _("Alt som skjer")

    @property
    def about_url(self) -> str:
        return self.row.get_absolute_url()

    @property
    def is_public(self) -> bool:
        """What it asks for is still there to be chosen. Otherwise it would have become a search for more."""
        return canonical(self.form) == self.row.query

    @cached_property
    def wanted(self) -> Q:
        """The dates it is about."""
        wanted = self.form.wanted if isinstance(self.form, ProgrammeFilter) else _activities(self.form)
        return wanted & WEEKENDS if self.form.chosen.get("nar") == EACH_WEEKEND else wanted


def canonical(form: ProgrammeFilter | SearchFilter) -> str:
    """What was chosen and makes sense, sorted and written in one way. Empty when it is everything."""
    chosen = {name: _written(value) for name, value in form.chosen.items() if name not in NOT_FOLLOWED}
    return urlencode(sorted((name, value) for name, value in chosen.items() if value))


def has_dates(form: ProgrammeFilter | SearchFilter) -> bool:
    """Rooms, pages and the like have none: there would be nothing to follow."""
    return bool(form.chosen.get("slag", Kind.ACTIVITY) == Kind.ACTIVITY)


def described(form: ProgrammeFilter | SearchFilter) -> str:
    """«svømming», Barn, Gratis, I helgene"""
    return ", ".join(filter(None, (_in_words(form, name, value) for name, value in form.chosen.items())))


def _written(value: Any) -> str:
    if value is True:
        return "on"
    plain = " ".join(unicodedata.normalize("NFC", str(value)).lower().split())
    return plain[:LONGEST].rstrip()


def _in_words(form: ProgrammeFilter | SearchFilter, name: str, value: Any) -> str:
    if name in NOT_FOLLOWED:
        return ""
    if name == "nar":
        return _("I helgene") if value == EACH_WEEKEND else ""
    if choices := getattr(form.fields[name], "choices", None):
        return str(dict(choices)[value])
    if name in PLACES:
        return place_names(PLACES[name]).get(value, str(value))
    return {"gratis": _("Gratis"), "trinnfritt": _("Trinnfritt")}.get(name, f"«{value}»")


def _activities(form: SearchFilter) -> Q:
    """In activities that have all the words."""
    filters = dataclasses.replace(form.filters(), kind=Kind.ACTIVITY, day="", time="")
    return Q(activity__in=with_all_words(form.text, filters)) & at_time(form.chosen.get("tid", ""))
