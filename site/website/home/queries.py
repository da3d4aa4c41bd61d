"""What the front page shows: read from the apps below at each request, in as many queries for 3 rows as for 30."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from booking.queries.free_time import free_periods
from programmes.models import Community, Occurrence, ProgrammePage, SubProgrammePage
from programmes.queries.communities import public_communities
from programmes.queries.occurrences import this_weekend
from venues.enums import SpaceKind
from venues.models import Space, Venue
from venues.queries import OpeningHours, door, hours_around
from website.core import clock

WEEKEND_CARDS = 6
SOON = dt.timedelta(minutes=30)  # a room that can be had within half an hour is free now


@dataclass(frozen=True)
class FrontPage:
    """Everything the front page shows."""

    weekend: list[Occurrence]
    places: "list[VenueNow]"
    communities: list[Community]
    programme: ProgrammePage | None
    programme_parts: list[SubProgrammePage]


def front_page(at: dt.datetime) -> FrontPage:
    programme = ProgrammePage.objects.live().public().first()
    return FrontPage(
        weekend=list(this_weekend(at)[:WEEKEND_CARDS]),
        places=venues_now(at),
        communities=list(public_communities()),
        programme=programme,
        programme_parts=list(SubProgrammePage.objects.child_of(programme).live().public()) if programme else [],
    )


@dataclass(frozen=True)
class VenueNow:
    """A meeting place at this moment: open until, or closed until, and how many rooms can be had at once."""

    venue: Venue
    open_until: dt.datetime | None
    opens_at: dt.datetime | None
    rooms_free: int


def venues_now(at: dt.datetime) -> list[VenueNow]:
    """All public meeting places, by name. Seven queries at most, whatever their number."""
    venues = list(Venue.objects.filter(is_public=True))
    hours = hours_around(venues, at)
    free = _rooms_free(hours, at)
    return [_now(hours, venue, free[venue.pk], at) for venue in venues]


def _now(hours: OpeningHours, venue: Venue, rooms_free: int, at: dt.datetime) -> VenueNow:
    now = door(hours, venue, at)
    return VenueNow(venue, now.open_until, now.opens_at, rooms_free if now.open_until else 0)


def _rooms_free(hours: OpeningHours, at: dt.datetime) -> Counter[int]:
    """By venue id, the number of rooms and zones that can be had now."""
    today = clock.local(at).date()
    spaces = list(Space.objects.public().exclude(kind=SpaceKind.EQUIPMENT).select_related("venue"))
    free = free_periods(spaces, today, today, now=at, hours=hours)
    return Counter(
        space.venue_id for space in spaces if any(found.period.starts_at <= at + SOON for found in free[space.pk])
    )
