"""Who keeps which part of the programme: editors all, hosts what happens in their house, committees their own."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from venues.models import Space
from venues.permissions import hosted_venues, managed_venues
from website.accounts.models import User
from website.core import clock

from .models import Activity, Community

Visitor = User | AnonymousUser


def keeps_all(user: Visitor) -> bool:
    return user.has_perm("programmes.add_community")


def kept_communities(user: Visitor, day: dt.date) -> QuerySet[Community]:
    """Those whose activities this person may change: all for editors, those of an editing seat for the others."""
    if isinstance(user, AnonymousUser):
        return Community.objects.none()
    if keeps_all(user):
        return Community.objects.all()
    seats = user.seats.valid_on(day).editing()  # type: ignore[attr-defined]
    return Community.objects.filter(pk__in=seats.values("community"))


def own_communities(user: Any, communities: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the communities whose facts this person may change today."""
    return communities.filter(pk__in=kept_communities(user, clock.today()))


def kept_activities(user: Any, activities: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the activities this person may change today."""
    if keeps_all(user):
        return activities
    day = clock.today()
    return activities.filter(Q(community__in=kept_communities(user, day)) | Q(venue__in=hosted_venues(user, day)))


def may_keep(user: Visitor, activity: Activity, day: dt.date) -> bool:
    """Whether the activity, as it would be, is theirs."""
    if keeps_all(user) or activity.venue_id in hosted_venues(user, day):
        return True
    return activity.community in kept_communities(user, day)


def may_give_room(user: Visitor, space: Space | None, day: dt.date) -> bool:
    """Those who look after a house may take its rooms for the programme; all others ask as borrowers do."""
    return space is not None and space.venue_id in managed_venues(user, day)
