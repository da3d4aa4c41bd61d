"""Who sits in a community's committee. The right to edit its page comes and goes with the seat."""

import datetime as dt
from collections import defaultdict

from django.contrib.auth.models import Group
from django.db import transaction

from website.accounts.models import User

from ..enums import SeatRole
from ..models import Community, Seat
from .communities import group_name


def give_seat(
    community: Community, user: User, *, role: SeatRole, first: dt.date, last: dt.date | None, today: dt.date
) -> Seat:
    """A seat from `first` to `last`, both included."""
    with transaction.atomic():
        seat, _made = Seat.objects.get_or_create(
            community=community, user=user, role=role, valid_from=first, defaults={"valid_to": last}
        )
        refresh_editors(community, today=today)
    return seat


def end_seat(seat: Seat, *, last: dt.date, today: dt.date) -> None:
    """The seat's last day is `last`."""
    with transaction.atomic():
        seat.valid_to = max(last, seat.valid_from)
        seat.save(update_fields=["valid_to"])
        refresh_editors(seat.community, today=today)


def refresh_editors(community: Community, *, today: dt.date) -> None:
    """The group holds exactly those with an editing seat today."""
    group, _made = Group.objects.get_or_create(name=group_name(community))
    seats = community.seats.valid_on(today).editing()
    group.user_set.set(seats.values_list("user_id", flat=True))


def refresh_all_editors(*, today: dt.date) -> int:
    """Seats begin and end by themselves. Answers how many communities' groups were changed."""
    wanted, there = defaultdict(set), defaultdict(set)
    for pk, user_id in Seat.objects.valid_on(today).editing().values_list("community", "user_id"):
        wanted[pk].add(user_id)
    communities = {group_name(community): community for community in Community.objects.all()}
    for name, user_id in Group.objects.filter(name__in=communities).values_list("name", "user"):
        there[communities[name].pk].add(user_id)
    changed = [found for found in communities.values() if wanted[found.pk] != there[found.pk] - {None}]
    for community in changed:
        refresh_editors(community, today=today)
    return len(changed)
