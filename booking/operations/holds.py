"""Keep a slot for ten minutes while somebody fills in the form. A person holds one slot at a time."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from venues.models import Space
from website.accounts.models import User
from website.core.periods import Period

from ..models import Hold
from .claims import Wish, claim_locked, give_back, lock_hold, lock_spaces, lock_units_of, units_of_hold

LIFETIME = dt.timedelta(minutes=10)
NAMESPACE = uuid.UUID("5e0c1a52-93a5-4b57-8f0e-1a3d2f6f9b10")


def hold_key(person: User) -> uuid.UUID:
    """The key of the person's only hold: a second tab takes over the first, and nobody can hold a whole day."""
    return uuid.uuid5(NAMESPACE, str(person.pk))


def own_hold_of(person: User | AnonymousUser | None) -> int | None:
    """The id of the person's hold, which is in everybody's way but theirs; None for who is not logged in."""
    if person is None or isinstance(person, AnonymousUser):
        return None
    return Hold.objects.filter(key=hold_key(person)).values_list("pk", flat=True).first()


@transaction.atomic
def hold_spaces(*, spaces: Sequence[Space], period: Period, key: uuid.UUID, at: dt.datetime, quantity: int = 1) -> Hold:
    """Hold `spaces`, and `quantity` of each pool, until ten minutes from `at`.

    What the same key held before is given back (S147). Raises RefusedError when the slot is taken; then the earlier
    hold stays.
    """
    hold = _locked_hold(key, at)
    # Before anything is deleted: whoever clears expired claims has the units first.
    units_of = lock_spaces(spaces, also=units_of_hold(hold))
    give_back(hold)
    hold.expires_at = at + LIFETIME
    hold.save(update_fields=["expires_at"])
    claim_locked([Wish(hold, spaces, period, quantity)], units_of, at=at)
    return hold


def _locked_hold(key: uuid.UUID, at: dt.datetime) -> Hold:
    """The hold of the key. Another tab may make it and give it up again between our looking and our making it."""
    while True:
        if hold := lock_hold(key):
            return hold
        Hold.objects.bulk_create([Hold(key=key, expires_at=at + LIFETIME)], ignore_conflicts=True)


def drop_expired_holds(*, at: dt.datetime) -> int:
    """Housekeeping only: an expired hold is already in nobody's way. Returns how many went."""
    return sum(_drop(pk, at) for pk in Hold.objects.filter(expires_at__lte=at).values_list("pk", flat=True))


@transaction.atomic
def _drop(pk: int, at: dt.datetime) -> bool:
    """Locks as everybody does, hold and then units; leaves a hold that somebody is busy with."""
    hold = Hold.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=pk, expires_at__lte=at).first()
    if hold is None:
        return False
    lock_units_of(hold=hold)
    hold.delete()
    return True
