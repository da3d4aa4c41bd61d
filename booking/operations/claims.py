"""The one door to the table of claims. Form, staff, series, import, interface and admin all write through here."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.errors import ExclusionViolation

from venues.models import Space, Unit
from website.core.locks import patience
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from ..models import Booking, Claim, Closure, Hold
from ..queries.explain import in_the_way
from ..queries.reasons import taken_refusal
from ..queries.taken import Taken
from .pools import Seating, seat_new

Owner = Booking | Closure | Hold
Units = Mapping[int, list[int]]  # for the id of each space those of its units


@dataclass(frozen=True)
class Buffers:
    """Time kept free around a booking, as it was when the booking was made (S037)."""

    before: dt.timedelta
    after: dt.timedelta


NO_BUFFERS = Buffers(dt.timedelta(), dt.timedelta())

# The weakest lock: it waits only for who changes the set of a space or lays it down, and holds up nobody else.
SPACES_AS_THEY_ARE = "SELECT id, archived_at FROM venues_space WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


@dataclass(frozen=True)
class Wish:
    """What one owner takes: all units of `spaces` for `period`, and of each pool so many as are asked for."""

    owner: Owner
    spaces: Sequence[Space]
    period: Period
    held: int = 1  # of each pool, by a hold

    @property
    def quantity(self) -> int:
        return self.owner.quantity or 1 if isinstance(self.owner, Booking) else self.held

    def is_seated(self, space: Space) -> bool:
        """It takes some of many alike. A closure takes them all."""
        return space.is_pool and not isinstance(self.owner, Closure)


def claim(owner: Owner, spaces: Iterable[Space], period: Period, *, at: dt.datetime) -> None:
    """Take all units of `spaces` for `period`, or nothing; as `claim_all`."""
    claim_all([Wish(owner, list(spaces), period)], at=at)


def claim_all(wishes: Sequence[Wish], *, at: dt.datetime, is_explained: bool = True) -> None:
    """Take all that is wished, or nothing. As many queries for a thousand wishes as for one.

    Locks the spaces and then their units in ascending order first, so two callers never wait for each other in a ring.
    Expired holds are in nobody's way, whether or not they have been cleaned up (S145). Raises RefusedError naming what
    is in the way of each wish, unless nobody will read it (`is_explained`). Must run inside the transaction that saves
    the owners.
    """
    units_of = lock_spaces([space for wish in wishes for space in wish.spaces])
    claim_locked(wishes, units_of, at=at, is_explained=is_explained)


def claim_locked(
    wishes: Sequence[Wish],
    units_of: Units,
    *,
    at: dt.datetime,
    own_hold: Hold | None = None,
    is_explained: bool = True,
) -> None:
    """As `claim_all`, of spaces that the caller has locked: `units_of` is what `lock_spaces` answered.

    `own_hold` is given up.
    """
    units = {unit for wish in wishes for space in wish.spaces for unit in units_of[space.pk]}
    Claim.objects.filter(unit__in=units, expires_at__lte=at).delete()
    if own_hold is not None:
        own_hold.delete()
    if any(not units_of[space.pk] for wish in wishes for space in wish.spaces):
        raise ValueError("A space without units takes nothing: it must have at least one.")
    lost, rows = _seated(wishes, units_of, at, is_explained=is_explained)
    rows += [row for wish in wishes for row in _rows(wish, units_of)]
    with _unless_taken(lambda: _what_is_in_the_way(wishes, at) if is_explained else []):
        swap_claims(lost, rows)


def shut_units(closure: Closure, parts: Mapping[int, list[Period]], *, at: dt.datetime) -> None:
    """Take each unit for its own periods: a closure around bookings that are kept. Holds give way to it.

    The caller has locked the units. Raises RefusedError when something else is in the way.
    """
    Claim.objects.filter(unit__in=list(parts), hold__isnull=False).filter(
        span__overlap=(closure.starts_at, closure.ends_at)
    ).delete()
    rows = [
        claim_row(closure, unit, period, NO_BUFFERS) for unit, periods in sorted(parts.items()) for period in periods
    ]
    sentence = _("En del av tiden er stengt fra før. Velg en annen tid.")
    with _unless_taken(lambda: [Refusal("taken", sentence, "starts")]):
        Claim.objects.bulk_create(rows)


@contextmanager
def _unless_taken(reasons: Callable[[], list[Refusal]]) -> Iterator[None]:
    """What is stored inside is undone and refused when something else has a unit then."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, ExclusionViolation):
            raise
        raise RefusedError(*reasons()) from error


def give_back(owner: Owner) -> None:
    """Delete the claims of `owner`: its units are free from this commit on."""
    Claim.objects.filter(**{_owner_field(owner): owner}).delete()


def keep_part(booking: Booking, spaces: Sequence[Space], period: Period, units_of: Units) -> None:
    """Give back all but `spaces` for `period`, a part of what the booking has, and of pools all but its quantity.

    What is kept has the buffers it was made with. The caller has locked the units, `units_of` the spaces.
    """
    left = {space.pk: booking.quantity or 1 for space in spaces if space.is_pool}
    pool_of = {unit: space.pk for space in spaces if space.is_pool for unit in units_of[space.pk]}
    kept = {unit for space in spaces if not space.is_pool for unit in units_of[space.pk]}
    lost, rows = [], []
    for row in Claim.objects.filter(booking=booking).order_by("unit"):
        part = period.intersection(row.period)
        pool = pool_of.get(row.unit_id)
        if part and (row.unit_id in kept or (pool and left[pool])):
            if pool:
                left[pool] -= 1
            if part == row.period:
                continue
            rows.append(claim_row(booking, row.unit_id, part, buffers_of([row])))
        lost.append(row.pk)
    swap_claims(lost, rows)


def buffers_of(made: Sequence[Claim]) -> Buffers:
    """Those of the space when the booking was made: a unit it shares with another space may have got larger ones."""
    return Buffers(
        min(claim.span.lower - claim.span_before.lower for claim in made),
        min(claim.span_after.upper - claim.span.upper for claim in made),
    )


def swap_claims(lost: Collection[int], rows: Sequence[Claim]) -> None:
    """Give up the claims `lost`, by id, for `rows`. The caller has locked the units and seen that they are free."""
    if lost:
        Claim.objects.filter(pk__in=lost).delete()
    Claim.objects.bulk_create(rows)


def lock_spaces(spaces: Sequence[Space], *, also: Iterable[int] = ()) -> dict[int, list[int]]:
    """Wait for the spaces, then for their units and for the units `also`; answers the ids of the units of each space.

    Until the end of the transaction nobody changes what the spaces consist of nor lays them down: `archived_at` of each
    is made as it is now. Everyone who locks keeps this order, each kind in ascending order: hold, borrower (one
    organisation or person), spaces, units, bookings. Raises RefusedError("busy") as `lock_units`.
    """
    units_of: dict[int, list[int]] = {space.pk: [] for space in spaces}
    with patience(), connection.cursor() as cursor:
        cursor.execute(SPACES_AS_THEY_ARE, [list(units_of)])
        archived_at = dict(cursor.fetchall())
    for space in spaces:
        space.archived_at = archived_at[space.pk]
    for unit_id, space_id in _lock(Q(spaces__in=list(units_of)) | Q(pk__in=list(also))):
        if space_id in units_of:
            units_of[space_id].append(unit_id)
    return units_of


def lock_hold(key: uuid.UUID | None) -> Hold | None:
    """The hold of the key, if there is one; nobody else gives it up until the end of the transaction."""
    return Hold.objects.select_for_update(no_key=True).filter(key=key).first() if key else None


def units_of_hold(hold: Hold | None) -> list[int]:
    """To be locked with what is booked: the hold is given up for it."""
    return list(Claim.objects.filter(hold=hold).values_list("unit_id", flat=True)) if hold else []


def lock_units_of(**owners: Any) -> None:
    """Wait for the units that these bookings or holds have (filters of Claim), as `lock_units`.

    Before what has the units is given up, and before it is locked itself: others who have a unit may be seating the
    same claims anew.
    """
    lock_units(Claim.objects.filter(**owners).values_list("unit_id", flat=True))


def lock_units(unit_ids: Iterable[int]) -> None:
    """Wait for the units, in ascending order, until the end of the transaction.

    Raises RefusedError("busy") when others keep them longer than the database lets anyone wait.
    """
    _lock(Q(pk__in=list(unit_ids)))


def _lock(which: Q) -> list[tuple[int, int]]:
    """Each unit with each space it is part of."""
    units = Unit.objects.select_for_update(no_key=True, of=("self",)).filter(which).order_by("pk")
    with patience():
        return list(units.values_list("pk", "spaces"))


def _seated(wishes: Sequence[Wish], units_of: Units, at: dt.datetime, *, is_explained: bool) -> Seating:
    """The claims on pools: those that others change, and the rows to store."""
    lost: set[int] = set()
    rows: list[Claim] = []
    for pool in {space for wish in wishes for space in wish.spaces if wish.is_seated(space)}:
        new = [
            claim_row(wish.owner, 0, wish.period, NO_BUFFERS)
            for wish in wishes
            if pool in wish.spaces
            for _number in range(wish.quantity)
        ]
        seated = seat_new(units_of[pool.pk], new, at=at)
        if seated is None:
            raise RefusedError(*(_what_is_in_the_way(wishes, at) if is_explained else []))
        lost |= seated[0]
        rows += seated[1]
    return lost, rows


def _rows(wish: Wish, units_of: Units) -> list[Claim]:
    """Each unit once; where two spaces share one, with the larger buffers."""
    found: dict[int, Buffers] = {}
    for space in wish.spaces:
        if wish.is_seated(space):
            continue
        for unit_id in units_of[space.pk]:
            other = found.get(unit_id, NO_BUFFERS)
            before, after = max(space.buffer_before, other.before), max(space.buffer_after, other.after)
            found[unit_id] = Buffers(before, after)
    return [claim_row(wish.owner, unit, wish.period, buffers) for unit, buffers in sorted(found.items())]


def claim_row(owner: Owner, unit_id: int, period: Period, buffers: Buffers) -> Claim:
    """One unit for one owner, not stored."""
    claim = Claim(unit_id=unit_id, span=DateTimeTZRange(period.starts_at, period.ends_at, "[)"))
    setattr(claim, _owner_field(owner), owner)
    if not isinstance(owner, Closure):
        claim.span_after = DateTimeTZRange(period.starts_at, period.ends_at + buffers.after, "[)")
        claim.span_before = DateTimeTZRange(period.starts_at - buffers.before, period.ends_at, "[)")
    if isinstance(owner, Hold):
        claim.expires_at = owner.expires_at
    return claim


def _owner_field(owner: Owner) -> str:
    return {Booking: "booking", Closure: "closure", Hold: "hold"}[type(owner)]


def _what_is_in_the_way(wishes: Sequence[Wish], at: dt.datetime) -> list[Refusal]:
    found = [in_the_way(space, wish.period, at=at, quantity=wish.quantity) for wish in wishes for space in wish.spaces]
    first = wishes[0]
    return [refusal for refusal in found if refusal] or [taken_refusal(first.spaces[0], Taken(first.period, "booking"))]
