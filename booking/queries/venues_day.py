"""All venues for one day: which spaces can be had."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from venues.models import Space, Venue

from .first_free import first_free
from .needs import MOST, Fit, Need, considered, fitting_spaces, nearest_fits
from .situation import Situation


@dataclass(frozen=True)
class VenueDay:
    """A venue, how many spaces to choose from, how many of them have free time, and which fit a need that is given.

    `near` is what can be had nearest to the wanted time, where nothing fits. `opens_up` is when there is something
    again, where nothing is free that day.
    """

    venue: Venue
    spaces: int
    free: int
    fits: list[Fit]
    near: list[Fit]
    opens_up: dt.datetime | None


def venues_day(situation: Situation, need: Need) -> list[VenueDay]:
    """By name of venue; those that have what is needed first. One query when a venue has nothing free, else none."""
    by_venue: dict[Venue, list[Space]] = defaultdict(list)
    for space in considered(situation.spaces, need):
        by_venue[space.venue].append(space)
    fits = fitting_spaces(situation, need) if need.is_asked else []
    near = nearest_fits(situation, need, len(situation.spaces)) if need.is_asked else []
    free = {venue: sum(bool(situation.free(space)) for space in spaces) for venue, spaces in by_venue.items()}
    later = first_free(situation, [space for venue, spaces in by_venue.items() if not free[venue] for space in spaces])
    found = [
        VenueDay(
            venue,
            len(spaces),
            free[venue],
            (here := [fit for fit in fits if fit.space.venue_id == venue.pk]),
            [] if here else [fit for fit in near if fit.space.venue_id == venue.pk][:MOST],
            min((later[space.pk].period.starts_at for space in spaces if space.pk in later), default=None),
        )
        for venue, spaces in by_venue.items()
    ]
    return sorted(found, key=lambda one: (not one.fits, one.venue.name))
