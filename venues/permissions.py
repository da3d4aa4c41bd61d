"""Who looks after a venue: by dated roles, read at each request."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from website.accounts.models import User
from website.core import clock

from .enums import VenueRoleKind
from .models import Venue, VenueRole


def hosted_venues(user: User | AnonymousUser, day: dt.date) -> set[int]:
    """Ids of the venues this person is host of on this day; a superuser hosts all."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return set()
    if user.is_superuser:
        return set(Venue.objects.values_list("pk", flat=True))
    roles = VenueRole.objects.filter(user=user, role=VenueRoleKind.HOST).valid_on(day)
    return set(roles.values_list("venue_id", flat=True))


def looks_after(user: User | AnonymousUser, venue_id: int, day: dt.date) -> bool:
    return venue_id in hosted_venues(user, day)


def managed_venues(user: User | AnonymousUser, day: dt.date) -> set[int]:
    """Ids of the venues whose facts this person may change: all for editors, their own for hosts."""
    if user.has_perm("venues.add_venue"):
        return set(Venue.objects.values_list("pk", flat=True))
    return hosted_venues(user, day)


def managed(user: Any, venues: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the venues this person may change facts about today."""
    return venues.filter(pk__in=managed_venues(user, clock.today()))


def at_managed_venues(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rooms, parts or hours that belong to such a venue."""
    return rows.filter(venue__in=managed_venues(user, clock.today()))
