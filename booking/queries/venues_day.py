"""All venues for one day: which spaces can be had."""

from collections import defaultdict
from dataclasses import dataclass

from venues.models import Space, Venue

from .needs import Fit, Need, considered, fitting_spaces
from .situation import Situation


@dataclass(frozen=True)
class VenueDay:
    """A venue, how many spaces to choose from, how many of them have free time, and which fit a need that is given."""

    venue: Venue
    spaces: int
    free: int
    fits: list[Fit]


def venues_day(situation: Situation, need: Need) -> list[VenueDay]:
    """By name of venue; those that have what is needed first. Asks the database nothing of its own."""
    by_venue: dict[Venue, list[Space]] = defaultdict(list)
    for space in considered(situation.spaces, need):
        by_venue[space.venue].append(space)
    fits = fitting_spaces(situation, need) if need.is_asked else []
    found = [
        VenueDay(
            venue,
            len(spaces),
            sum(bool(situation.free(space)) for space in spaces),
            [fit for fit in fits if fit.space.venue_id == venue.pk],
        )
        for venue, spaces in by_venue.items()
    ]
    return sorted(found, key=lambda one: (not one.fits, one.venue.name))
