"""/api/v1/calendars/: the calendars one can follow."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from website.core.api.answers import Page, absolute, offer, page
from website.core.api.questions import Window

from .models import FeedAddress
from .queries import public_addresses

router = Router(tags=["calendars"])


class CalendarData(Schema):
    name: str
    url: str
    venue: str | None
    space: str | None
    community: str | None

    @staticmethod
    def resolve_url(address: FeedAddress) -> str:
        return absolute(address.get_absolute_url())

    @staticmethod
    def resolve_venue(address: FeedAddress) -> str | None:
        venue = address.space.venue if address.space else address.venue
        return venue.slug if venue else None

    @staticmethod
    def resolve_space(address: FeedAddress) -> str | None:
        return address.space.slug if address.space else None

    @staticmethod
    def resolve_community(address: FeedAddress) -> str | None:
        return address.community.slug if address.community else None


@router.get("/calendars/", **offer(Page[CalendarData], _("Kalendere å abonnere på"), Window))
def calendars(request: HttpRequest) -> dict[str, Any]:
    """The one of everything first."""
    return page(request, public_addresses())
