"""Open a venue; what its spaces consist of; who looks after it. The way into the admin comes and goes with the role."""

import datetime as dt
import itertools
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from website.accounts import own_pages, roles
from website.accounts.models import User
from website.core.pages import list_page
from website.core.refusals import Refusal, RefusedError
from website.core.slugs import norwegian_slug

from . import signals
from .enums import VenueRoleKind
from .models import LoanTerms, Space, TermsVersion, Unit, Venue, VenueIndexPage, VenuePage, VenueRole


@transaction.atomic
def open_venue(*, name: str, by: User, summary: str = "", **facts: object) -> Venue:
    """The venue, its page, so that its address leads somewhere, and the group of its hosts. Twice changes nothing."""
    existing = Venue.objects.filter(name=name).first()
    if existing:
        return existing
    venue = Venue(name=name, slug=norwegian_slug(name)[:60], summary=summary, **facts)
    venue.full_clean()
    venue.save()
    page = VenuePage(title=name, summary=summary, venue=venue, owner=by)
    list_page(VenueIndexPage, "Møteplasser").add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    own_pages.own_group(roles.HOUSE, venue.slug, page)
    return venue


def change_units(space: Space, units: Iterable[Unit], *, by: User, at: dt.datetime) -> None:
    """Let `space` consist of `units`; what is agreed there follows (booking/receivers.py).

    Raises RefusedError naming each pair that would collide, and then nothing is changed.
    """
    after = {unit.pk for unit in units}
    parts = Space.units.through.objects.filter(space=space)
    with transaction.atomic():
        # One change at a time in a house: what is agreed may take more than one of its spaces.
        Venue.objects.select_for_update(no_key=True).get(pk=space.venue_id)
        lock_out_claims(space)
        before = set(parts.values_list("unit_id", flat=True))
        if before == after:
            return
        if taken := Unit.objects.filter(pk__in=after - before, spaces__is_pool=True).exclude(spaces=space).first():
            sentence = _("%(unit)s er én av flere like som lånes i antall.")
            raise RefusedError(Refusal("pool", sentence % {"unit": taken}, "units"))
        # Without the signals of a set: who hears them (search) locks rows that others have before they claim a space.
        parts.exclude(unit__in=after).delete()
        parts.bulk_create(Space.units.through(space=space, unit_id=unit) for unit in sorted(after - before))
        signals.units_changing.send(Space, space=space, before=before, after=after, by=by, at=at)
        log(space, "space.units_changed", user=by, data={"before": sorted(before), "after": sorted(after)})


def set_quantity(space: Space, count: int, *, by: User, at: dt.datetime) -> None:
    """Let there be `count` alike of `space`, each a unit of its own.

    Raises RefusedError naming the loans that would get too few, and then nothing is changed.
    """
    with transaction.atomic():
        Venue.objects.select_for_update(no_key=True).get(pk=space.venue_id)
        kept = list(space.units.order_by("pk")[:count])
        change_units(space, [*kept, *_more_units(space, count - len(kept))], by=by, at=at)


def _more_units(space: Space, count: int) -> list[Unit]:
    """«Stoler 21»: those that no space has, then new ones."""
    there = {unit.name: unit for unit in Unit.objects.filter(venue=space.venue).prefetch_related("spaces")}
    names = (f"{space.name[:90]} {number}" for number in itertools.count(1))
    free = (name for name in names if name not in there or not there[name].spaces.all())
    wanted = list(itertools.islice(free, count))
    return [there.get(name) or Unit.objects.create(venue=space.venue, name=name) for name in wanted]


@transaction.atomic
def write_terms(terms: LoanTerms, text: str, *, by: User) -> TermsVersion:
    """The words of `terms` from now on. The same words make no new version; loans keep the version they were made with.

    Of two at once the second comes after the first.
    """
    LoanTerms.objects.select_for_update(no_key=True).get(pk=terms.pk)
    last = terms.versions.order_by("-number").first()
    if last and last.text == text:
        return last
    version = TermsVersion.objects.create(terms=terms, number=last.number + 1 if last else 1, text=text)
    log(terms, "terms.written", user=by, data={"version": version.number})
    return version


def archive_space(space: Space, *, by: User, at: dt.datetime) -> None:
    """Lay it down: no longer shown, not to be had. Raises RefusedError while somebody has it later than `at`."""
    with transaction.atomic():
        lock_out_claims(space)
        signals.space_archiving.send(Space, space=space, by=by, at=at)
        _set_archived(space, at)
        log(space, "space.archived", user=by)


def restore_space(space: Space, *, by: User) -> None:
    """It can be had again, with the units it has."""
    with transaction.atomic():
        _set_archived(space, None)
        log(space, "space.restored", user=by)


def _set_archived(space: Space, at: dt.datetime | None) -> None:
    """Who hears of it locks rows of their own: they are told after commit."""
    Space.objects.filter(pk=space.pk).update(archived_at=at)
    space.archived_at = at
    transaction.on_commit(lambda: _tell_of(space.pk))


@transaction.atomic
def _tell_of(pk: int) -> None:
    """Save the space as it is by now, so that who hears of it reads the truth."""
    Space.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk).save(update_fields=["archived_at"])


def lock_out_claims(space: Space) -> None:
    """Waits for those who are claiming the space, and lets nobody claim it until the end of the transaction."""
    Space.objects.select_for_update(of=("self",)).get(pk=space.pk)


def appoint_host(venue: Venue, user: User, *, first: dt.date, last: dt.date | None = None, today: dt.date) -> VenueRole:
    """Host of the venue from `first` to `last`, both included. The admin opens with the role (receivers.py)."""
    role, _made = VenueRole.objects.get_or_create(
        venue=venue, user=user, role=VenueRoleKind.HOST, valid_from=first, defaults={"valid_to": last}
    )
    refresh_host(user.pk, today=today)
    return role


def refresh_host(user_id: int, *, today: dt.date) -> None:
    """In the group of hosts, and in that of each house, if and only if host there today."""
    hosting = VenueRole.objects.filter(user=user_id, role=VenueRoleKind.HOST).valid_on(today)
    houses = Venue.objects.filter(roles__in=hosting).select_related("page").distinct()
    groups = [own_pages.own_group(roles.HOUSE, venue.slug, getattr(venue, "page", None)) for venue in houses]
    change = roles.give_role if groups else roles.take_role
    change(user_id, roles.HOST)
    own_pages.join_only(user_id, roles.HOUSE, groups)


def refresh_hosts(*, today: dt.date) -> int:
    """Follow the roles that began or ended by themselves; answers how many people that was. Three queries when none."""
    hosting = VenueRole.objects.filter(role=VenueRoleKind.HOST).valid_on(today)
    wanted = set(hosting.values_list("user_id", "venue__slug"))
    elsewhere = {person for person, _house in wanted ^ own_pages.members_of_all(roles.HOUSE)}
    changed = elsewhere | ({person for person, _house in wanted} ^ roles.people_with(roles.HOST))
    for user_id in changed:
        refresh_host(user_id, today=today)
    return len(changed)
