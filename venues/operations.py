"""Who looks after a venue. The way into the admin comes and goes with the role."""

import datetime as dt

from django.db import transaction

from website.accounts import roles
from website.accounts.models import User

from .enums import VenueRoleKind
from .models import Venue, VenueRole


def appoint_host(venue: Venue, user: User, *, first: dt.date, last: dt.date | None = None, today: dt.date) -> VenueRole:
    """Host of the venue from `first` to `last`, both included."""
    with transaction.atomic():
        role, _made = VenueRole.objects.get_or_create(
            venue=venue, user=user, role=VenueRoleKind.HOST, valid_from=first, defaults={"valid_to": last}
        )
        refresh_host(user, today=today)
    return role


def refresh_host(user: User, *, today: dt.date) -> None:
    """In the group of hosts if and only if host somewhere today. Run each night: roles begin and end by themselves."""
    is_host = VenueRole.objects.filter(user=user, role=VenueRoleKind.HOST).valid_on(today).exists()
    change = roles.give_role if is_host else roles.take_role
    change(user.pk, roles.HOST)
