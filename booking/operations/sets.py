"""When a space is made of other units, what is agreed there follows: all of it, or the change is refused."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from venues.models import Space
from venues.permissions import looks_after
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period, subtracted
from website.core.refusals import Refusal, RefusedError

from ..models import Booking, Claim, Closure
from ..queries.pools import Use, steps
from ..queries.told import Told
from .claims import NO_BUFFERS, buffers_of, claim_row, lock_units, swap_claims
from .pools import seat_anew

Agreed = Booking | Closure
A_FEW = 5


def follow_units(space: Space, *, before: set[int], after: set[int], by: User, at: dt.datetime) -> None:
    """What is not over by `at` gives up the units `space` loses and takes those it gets.

    Units that stay keep their claims; new ones get the buffers the others were made with. A hold keeps the units it
    took, and gives way to what is agreed. Raises RefusedError with one refusal for each pair that would collide. The
    caller lets nobody claim the space meanwhile.
    """
    lock_units(before | after)
    bookings, closures = _bookings_of(space, at), _closures_of(space, at)
    if space.is_pool:
        _seat_bookings(bookings, closures, before, after, by, at)
        bookings = []
    agreed: list[Agreed] = [*bookings, *closures]
    lost = [claim.pk for owner in agreed for claim in _on(before - after - _elsewhere(owner, space), owner)]
    rows = [
        row
        for owner in agreed
        for unit in sorted(after - before - _elsewhere(owner, space))
        for row in _rows(owner, unit, _on(before, owner), bookings, at)
    ]
    met = list(_overlapping(rows, at))
    if pairs := {(_owner(row), _owner(claim)) for row, claim in met if claim.hold_id is None}:
        raise RefusedError(*_collisions(pairs, by, at))
    swap_claims({*lost, *(claim.pk for _row, claim in met)}, rows)


def _seat_bookings(
    bookings: Sequence[Booking],
    closures: Sequence[Closure],
    before: set[int],
    after: set[int],
    by: User,
    at: dt.datetime,
) -> None:
    """Of many alike those go that can: loans change to the units that stay, and holds give way."""
    Claim.objects.filter(unit__in=before - after, hold__isnull=False).delete()
    there = Claim.objects.filter(unit__in=before, span__endswith__gt=at)
    agreed = [claim for claim in there if claim.closure_id is None or claim.unit_id in after]
    if seated := seat_anew(after, agreed, at=at):
        swap_claims(*seated)
        return
    periods = [claim.period for claim in agreed]
    window = Period(min(periods).starts_at, max(period.ends_at for period in periods))
    short = Use(len(after), steps(periods, window)).lacking(0)
    missing = [one for one in bookings if any(one.period.overlaps(part) for part in short)]
    told = Told(missing, by=by, at=at)
    sentence = _("%(one)s, trenger flere enn det blir igjen.")
    raise RefusedError(*(Refusal("collides", sentence % {"one": told.about(one)}, "quantity") for one in missing))


def refuse_while_lent(space: Space, *, by: User, at: dt.datetime) -> None:
    """Raises RefusedError with the number of loans that are not over by `at`, and links to the first few of them.

    Who looks after the house is led to where it is decided for each of them.
    """
    lent = Booking.objects.live().filter(spaces=space, ends_at__gt=at).order_by("starts_at", "pk")
    if not (number := lent.count()):
        return
    first = list(lent.select_related("venue", "organisation").prefetch_related("spaces")[:A_FEW])
    told = Told(first, by=by, at=at)
    sentence = ngettext(
        "%(count)d lån er avtalt her. Flytt eller avlys det først:",
        "%(count)d lån er avtalt her. Flytt eller avlys dem først:",
        number,
    )
    links = [(told.address(booking), told.about(booking)) for booking in first]
    if looks_after(by, space.venue_id, clock.local(at).date()):
        links.append((reverse("booking_desk:lay_down", args=[space.pk]), _("Flytt eller avlys dem, og legg ned")))
    raise RefusedError(Refusal("lent", sentence % {"count": number}, "is_archived", {"links": links}))


def _bookings_of(space: Space, at: dt.datetime) -> list[Booking]:
    """Locked, so that nobody gives back meanwhile what is about to be moved."""
    live = Booking.objects.live().filter(spaces=space, ends_at__gt=at).order_by("pk")
    locked = live.select_for_update(of=("self",), no_key=True).select_related("venue", "organisation")
    return list(locked.prefetch_related("claims", "spaces__units"))


def _closures_of(space: Space, at: dt.datetime) -> list[Closure]:
    closures = Closure.objects.filter(spaces=space, ends_at__gt=at, calendar=None).order_by("pk")
    return list(closures.select_for_update(of=("self",), no_key=True).prefetch_related("claims", "spaces__units"))


def _elsewhere(owner: Agreed, space: Space) -> set[int]:
    """The units it takes through its other spaces."""
    return {unit.pk for other in owner.spaces.all() if other != space for unit in other.units.all()}


def _on(units: set[int], owner: Agreed) -> list[Claim]:
    return [claim for claim in owner.claims.all() if claim.unit_id in units]


def _rows(owner: Agreed, unit: int, made: Sequence[Claim], bookings: Sequence[Booking], at: dt.datetime) -> list[Claim]:
    """Its claims on a new unit, for what is left of it. A closure leaves holes for the bookings of the same space."""
    left = Period(max(owner.starts_at, at), owner.ends_at)
    if isinstance(owner, Booking):
        return [claim_row(owner, unit, left, buffers_of(made))]
    return [claim_row(owner, unit, part, NO_BUFFERS) for part in subtracted([left], [one.period for one in bookings])]


def _overlapping(rows: Iterable[Claim], at: dt.datetime) -> Iterator[tuple[Claim, Claim]]:
    """Each new row with each claim that is in its way."""
    rows_on: dict[int, list[Claim]] = defaultdict(list)
    for row in rows:
        rows_on[row.unit_id].append(row)
    later = Q(span__endswith__gt=at) | Q(span_after__endswith__gt=at)
    there = Claim.objects.filter(later, unit__in=list(rows_on)).prefetch_related(
        "booking__spaces", "booking__organisation", "closure__spaces"
    )
    for claim in there:
        yield from ((row, claim) for row in rows_on[claim.unit_id] if _overlap(row, claim))


def _overlap(one: Claim, other: Claim) -> bool:
    """As the three constraints of the table say."""
    spans = [(getattr(one, name), getattr(other, name)) for name in ("span", "span_after", "span_before")]
    return any(a is not None and b is not None and a.lower < b.upper and b.lower < a.upper for a, b in spans)


def _owner(claim: Claim) -> Agreed:
    owner = claim.booking or claim.closure
    assert owner is not None  # noqa: S101 - a claim has one owner, and it is no hold
    return owner


def _collisions(pairs: Iterable[tuple[Agreed, Agreed]], by: User, at: dt.datetime) -> list[Refusal]:
    in_order = sorted(pairs, key=lambda pair: [(owner.starts_at, owner.pk) for owner in pair])
    told = Told([owner for pair in in_order for owner in pair], by=by, at=at)
    sentence = _("%(one)s, kolliderer med %(other)s.")
    return [
        Refusal("collides", sentence % {"one": told.about(one), "other": told.about(other)}, "units")
        for one, other in in_order
    ]
