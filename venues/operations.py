"""Open a venue; who looks after it. The way into the admin comes and goes with the role."""

import datetime as dt

from django.db import transaction

from website.accounts import roles
from website.accounts.models import User
from website.core.pages import list_page
from website.core.slugs import norwegian_slug

from .enums import VenueRoleKind
from .models import Venue, VenueIndexPage, VenuePage, VenueRole


@transaction.atomic
def open_venue(*, name: str, by: User, summary: str = "", **facts: object) -> Venue:
    """The venue and its page, so that its address leads somewhere. Twice changes nothing."""
    existing = Venue.objects.filter(name=name).first()
    if existing:
        return existing
    venue = Venue(name=name, slug=norwegian_slug(name)[:60], summary=summary, **facts)
    venue.full_clean()
    venue.save()
    page = VenuePage(title=name, summary=summary, venue=venue, owner=by)
    list_page(VenueIndexPage, "Møteplasser").add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return venue


def appoint_host(venue: Venue, user: User, *, first: dt.date, last: dt.date | None = None, today: dt.date) -> VenueRole:
    """Host of the venue from `first` to `last`, both included. The admin opens with the role (receivers.py)."""
    role, _made = VenueRole.objects.get_or_create(
        venue=venue, user=user, role=VenueRoleKind.HOST, valid_from=first, defaults={"valid_to": last}
    )
    refresh_host(user.pk, today=today)
    return role


def refresh_host(user_id: int, *, today: dt.date) -> None:
    """In the group of hosts if and only if host somewhere today."""
    is_host = VenueRole.objects.filter(user=user_id, role=VenueRoleKind.HOST).valid_on(today).exists()
    change = roles.give_role if is_host else roles.take_role
    change(user_id, roles.HOST)


def refresh_hosts(*, today: dt.date) -> int:
    """Follow the roles that began or ended by themselves; answers how many people that was. Two queries when none."""
    hosts = VenueRole.objects.filter(role=VenueRoleKind.HOST).valid_on(today)
    wanted = set(hosts.values_list("user_id", flat=True))
    changed = wanted ^ roles.people_with(roles.HOST)
    for user_id in changed:
        refresh_host(user_id, today=today)
    return len(changed)
