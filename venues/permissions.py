"""Who looks after a venue: by dated roles, read at each request."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser

from website.accounts.models import User

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
