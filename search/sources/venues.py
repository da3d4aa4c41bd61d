"""Meeting places, what can be borrowed there, and the associations that use them."""

from venues.enums import SpaceKind
from venues.models import Space, Venue
from website.accounts.models import Organisation

from ..models import Kind
from .registry import EntryData, Source, register

# What people call it when they look for one.
MEANT_BY: dict[str, str] = {SpaceKind.ROOM: "rom møterom selskap", SpaceKind.ZONE: "sone plass"}


def describe_venue(venue: Venue) -> EntryData:
    return EntryData(
        kind=Kind.VENUE,
        title=venue.name,
        url=venue.get_absolute_url(),
        body=venue.summary,
        place=venue.address,
        keywords=f"{venue.get_kind_display()} {venue.area or ''} møteplass åpningstider",
        venue=venue.slug,
    )


def describe_space(space: Space) -> EntryData:
    return EntryData(
        kind=Kind.SPACE,
        title=f"{space.name}, {space.venue.name}",
        url=space.get_absolute_url(),
        body=space.summary,
        place=", ".join(space.tag_names),
        keywords=f"{MEANT_BY.get(space.kind, space.get_kind_display())} {space.get_purpose_display()} leie låne lokale",
        venue=space.venue.slug,
        is_step_free="step_free" in space.tags,
    )


def describe_organisation(organisation: Organisation) -> EntryData:
    return EntryData(
        kind=Kind.ORGANISATION,
        title=organisation.name,
        url=f"/sok/?q={organisation.slug.replace('-', '+')}&slag=activity",
        body=organisation.about,
        keywords=str(organisation.get_kind_display()),
    )


register(Source(Venue, lambda: Venue.objects.filter(is_public=True).select_related("area"), describe_venue))
register(
    Source(
        Space,
        lambda: Space.objects.public().select_related("venue"),
        describe_space,
        depends={Venue: lambda venue: venue.spaces.all()},
    )
)
register(Source(Organisation, lambda: Organisation.objects.filter(is_active=True), describe_organisation))
