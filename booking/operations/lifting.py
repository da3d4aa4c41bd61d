"""Lift a closure: what is left of it is free from this commit on."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from website.accounts.models import User
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from ..models import Claim, Closure
from ..queries.closures import coming_closures
from .claims import NO_BUFFERS, claim_row, lock_units_of, swap_claims


def lift_closure(key: uuid.UUID, *, venues: Collection[int], by: User, at: dt.datetime) -> None:
    """All of it when it has not begun, else from `at` on.

    Raises RefusedError("handled") when it is over, lifted by another, or of none of the venues.
    """
    with transaction.atomic():
        lock_units_of(closure__uuid=key, closure__venue__in=venues)
        closures = Closure.objects.filter(pk__in=coming_closures(venues, at).filter(uuid=key).values("pk"))
        closure = closures.select_for_update(no_key=True).first()
        if closure is None:
            raise RefusedError(Refusal("handled", _("Stengingen er over, eller opphevet av en annen.")))
        log(closure, "closure.lifted", user=by, data={"until": closure.ends_at.isoformat()})
        this_minute = at.replace(second=0, microsecond=0)
        if closure.starts_at < this_minute:
            _end(closure, this_minute)
        else:
            closure.delete()


def _end(closure: Closure, ends_at: dt.datetime) -> None:
    """What has been stays as it was."""
    past = Period(closure.starts_at, ends_at)
    claims = list(Claim.objects.filter(closure=closure))
    parts = [(row.unit_id, past.intersection(row.period)) for row in claims]
    kept = [claim_row(closure, unit, part, NO_BUFFERS) for unit, part in parts if part]
    swap_claims([row.pk for row in claims], kept)
    closure.ends_at = ends_at
    closure.save(update_fields=["ends_at"])
