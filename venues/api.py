"""/api/v1/venues/ and /api/v1/spaces/: where people meet, when it is open, what can be borrowed."""

import datetime as dt
from typing import Annotated, Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from website.core import clock
from website.core.api.answers import Page, Span, absolute, codes, offer, page
from website.core.api.questions import Window, understood

from .enums import Purpose, SpaceKind, SpaceTag, VenueKind
from .models import Space, Venue
from .queries import OpenDay, OpeningHours, open_days

router = Router(tags=["venues"])
DAYS_AHEAD = dt.timedelta(days=13)  # with today fourteen


class VenueData(Schema):
    slug: str
    name: str
    kind: Annotated[str, codes(VenueKind)]
    area: str | None
    summary: str
    street: str
    postcode: str
    town: str
    phone: str
    accessibility: str
    is_demo: bool
    url: str
    free_url: str

    @staticmethod
    def resolve_area(venue: Venue) -> str | None:
        return venue.area.name if venue.area else None

    @staticmethod
    def resolve_url(venue: Venue) -> str:
        return absolute(venue.get_absolute_url())

    @staticmethod
    def resolve_free_url(venue: Venue) -> str:
        return absolute(f"/api/v1/venues/{venue.slug}/free/")


class SpaceData(Schema):
    slug: str
    name: str
    venue: str
    kind: Annotated[str, codes(SpaceKind)]
    purpose: Annotated[str, codes(Purpose)] | None
    summary: str
    capacity: int | None
    tags: list[Annotated[str, codes(SpaceTag)]]
    needs_approval: bool
    is_whole_day: bool
    min_minutes: int
    max_minutes: int | None
    grid_minutes: int
    url: str

    @staticmethod
    def resolve_venue(space: Space) -> str:
        return space.venue.slug

    @staticmethod
    def resolve_purpose(space: Space) -> str | None:
        return space.purpose or None

    @staticmethod
    def resolve_url(space: Space) -> str:
        return absolute(space.get_absolute_url())


class DayData(Schema):
    date: dt.date
    open: list[Span]
    reason: str

    @staticmethod
    def resolve_open(day: OpenDay) -> list[Any]:
        return list(day.periods)


class VenueDetails(Schema):
    venue: VenueData
    opening_hours: list[DayData]
    spaces: list[SpaceData]


class SpaceFilter(forms.Form):
    """Of one house only."""

    sted = forms.CharField(label=_("Møteplass"), required=False)

    def clean_sted(self) -> str:
        slug: str = self.cleaned_data["sted"]
        if slug and not Venue.objects.filter(slug=slug, is_public=True).exists():
            raise forms.ValidationError(_("Det er ingen møteplass med denne adressen."))
        return slug


@router.get("/venues/", **offer(Page[VenueData], _("Møteplassene"), Window))
def venues(request: HttpRequest) -> dict[str, Any]:
    """All public meeting places, by name."""
    return page(request, Venue.objects.filter(is_public=True).select_related("area"))


@router.get(
    "/venues/{slug:venue}/",
    **offer(VenueDetails, _("Én møteplass, med åpningstider i fjorten dager og det som kan lånes")),
)
def venue(request: HttpRequest, venue: str) -> dict[str, Any]:
    """One meeting place. Six queries at most."""
    place = get_object_or_404(Venue.objects.select_related("area"), slug=venue, is_public=True)
    hours = OpeningHours([place], clock.today(), clock.today() + DAYS_AHEAD)
    spaces = Space.objects.public().filter(venue=place).select_related("venue").order_by("order", "name")
    return {"venue": place, "opening_hours": open_days(hours, place), "spaces": list(spaces)}


@router.get("/spaces/", **offer(Page[SpaceData], _("Rom og soner som kan lånes"), SpaceFilter, Window))
def spaces(request: HttpRequest) -> dict[str, Any]:
    """Everything that can be borrowed, house by house."""
    rows = Space.objects.public().select_related("venue").order_by("venue__name", "order", "name", "pk")
    where = understood(SpaceFilter(request.GET)).cleaned_data["sted"]
    return page(request, rows.filter(venue__slug=where) if where else rows)
