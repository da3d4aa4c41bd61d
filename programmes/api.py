"""/api/v1/activities/ and /api/v1/communities/: what is on, date by date, and the local communities."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from website.core import clock
from website.core.api.answers import Page, Span, absolute, codes, offer, page
from website.core.api.questions import Window, understood

from .enums import Audience, Language, OccurrenceState, Theme
from .forms.filters import ProgrammeFilter
from .models import Activity, Community, Occurrence
from .queries.communities import public_communities
from .queries.occurrences import of_activity, public_occurrences

router = Router(tags=["activities"])


class ActivityData(Schema):
    slug: str
    title: str
    summary: str
    venue: str | None
    room: str | None
    place: str
    address: str
    community: str | None
    organiser: str | None
    theme: Annotated[str, codes(Theme)]
    audience: list[Annotated[str, codes(Audience)]]
    languages: list[Annotated[str, codes(Language)]]
    price_kr: int
    is_step_free: bool
    accessibility: str
    has_sign_up: bool
    is_demo: bool
    url: str

    @staticmethod
    def resolve_venue(activity: Activity) -> str | None:
        return activity.venue.slug if activity.venue else None

    @staticmethod
    def resolve_room(activity: Activity) -> str | None:
        return activity.space.name if activity.space else None

    @staticmethod
    def resolve_place(activity: Activity) -> str:
        return activity.where

    @staticmethod
    def resolve_address(activity: Activity) -> str:
        return activity.venue.address if activity.venue else ""

    @staticmethod
    def resolve_community(activity: Activity) -> str | None:
        return activity.community.slug if activity.community else None

    @staticmethod
    def resolve_organiser(activity: Activity) -> str | None:
        return activity.organisation.name if activity.organisation else None

    @staticmethod
    def resolve_is_step_free(activity: Activity) -> bool:
        return activity.has_step_free_way

    @staticmethod
    def resolve_has_sign_up(activity: Activity) -> bool:
        return bool(activity.sign_up)

    @staticmethod
    def resolve_url(activity: Activity) -> str:
        return absolute(activity.get_absolute_url())


class DateData(Span):
    id: UUID
    state: Annotated[str, codes(OccurrenceState)]
    is_cancelled: bool
    reason: str
    calendar_url: str

    @staticmethod
    def resolve_id(occurrence: Occurrence) -> UUID:
        return occurrence.uuid

    @staticmethod
    def resolve_calendar_url(occurrence: Occurrence) -> str:
        return absolute(occurrence.get_calendar_url())


class ActivityDateData(DateData):
    activity: ActivityData


class ActivityDetails(Schema):
    activity: ActivityData
    dates: list[DateData]


class CommunityData(Schema):
    slug: str
    name: str
    area: str | None
    school_districts: str
    is_verified: bool
    url: str

    @staticmethod
    def resolve_area(community: Community) -> str | None:
        return community.area.name if community.area else None

    @staticmethod
    def resolve_url(community: Community) -> str:
        return absolute(community.get_absolute_url())


@router.get(
    "/activities/",
    **offer(
        Page[ActivityDateData],
        _("Det som skjer, dato for dato"),
        ProgrammeFilter,
        Window,
        more=_("De samme valgene som på /det-som-skjer/. Uten «nar» og «fra» er det de neste sju dagene."),
    ),
)
def activities(request: HttpRequest) -> dict[str, Any]:
    """The dates that begin in the days asked for; cancelled ones too, and marked so."""
    return page(request, understood(ProgrammeFilter(request.GET)).apply(public_occurrences()))


@router.get("/activities/{slug:slug}/", **offer(ActivityDetails, _("Én aktivitet og de neste datoene")))
def activity(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One activity and its coming dates."""
    rows = Activity.objects.public().select_related("venue", "space", "community", "organisation")
    found = get_object_or_404(rows, slug=slug)
    return {"activity": found, "dates": of_activity(found, clock.now())}


@router.get(
    "/communities/", **offer(Page[CommunityData], _("Lokalsamfunnene, og om kommunen har kontrollert navnet"), Window)
)
def communities(request: HttpRequest) -> dict[str, Any]:
    """In Norwegian order."""
    return page(request, public_communities().select_related("area"))
