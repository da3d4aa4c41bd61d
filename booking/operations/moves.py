"""Give a booking another time, other rooms or other words. It keeps its identity; others never see it gone between."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from venues.models import Space, TermsVersion
from website.accounts.models import User
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from .. import signals
from ..enums import BookingState
from ..models import Booking
from ..promises import asked
from ..queries.situation import Situation
from ..queries.terms import versions_of
from .borrowers import borrower_of, lock_borrowers
from .changes import already_handled, changed_since, send_later
from .claims import Units, Wish, claim_locked, give_back, keep_part, lock_spaces
from .notices import tell_of_change
from .told import slot_of
from .wanted import Wanted, never_allowed, objections, promises_of

A_MINUTE = dt.timedelta(minutes=1)


def change_booking(
    booking: Booking, wanted: Wanted, *, by: User, at: dt.datetime, version: int | None = None, is_told: bool = True
) -> Booking:
    """Make the booking what is wanted, all of it or nothing. Of two changes to one `version` the second is refused.

    Other times or rooms are held at once and the old ones given up, also where a host must say yes again. One mail,
    unless who changes many at once tells each person once, and says `is_told=False`. Raises RefusedError with every
    reason, and then nothing changed.
    """
    with transaction.atomic():
        found, units_of = _locked(booking, wanted.spaces, version)
        before, was, keeps_slot = BookingState(found.state), slot_of(found), wanted.keeps_slot(found)
        old_title = found.title
        if refusals := (never_allowed if wanted.by_host else objections)(found, wanted, at):
            raise RefusedError(*refusals)
        new_terms = _new_terms(found, wanted)
        is_within, found.state = wanted.is_within(found), wanted.state_after(found)
        _decide(found, wanted, by, at)
        _write(found, wanted)
        _save(found, at)
        if is_within:
            found.spaces.set(wanted.spaces)
            keep_part(found, wanted.spaces, wanted.period, units_of)
        else:
            give_back(found)
            found.spaces.set(wanted.spaces)
            claim_locked([Wish(found, wanted.spaces, wanted.period)], units_of, at=at)
        found.terms.add(*new_terms)
        log(found, "booking.changed" if keeps_slot else "booking.moved", user=by, data={"was": was.logged})
        if is_told:
            tell_of_change(found, was, at=at, hosts=not keeps_slot)
        send_later(signals.booking_changed, found, by, old_title=old_title)
        if before != found.state == BookingState.CONFIRMED:
            send_later(signals.booking_confirmed, found, by)
    return found


def foresee(booking: Booking, wanted: Wanted, *, by: User, at: dt.datetime, version: int | None = None) -> Booking:
    """What `change_booking` would make of it, and nothing is changed. Raises as it does."""
    with transaction.atomic():
        after = change_booking(booking, wanted, by=by, at=at, version=version)
        transaction.set_rollback(True)
    return after


def remarks(booking: Booking, wanted: Wanted, *, at: dt.datetime) -> list[Refusal]:
    """The rules a host would break by it, which do not bind a host. Nothing is changed."""
    with transaction.atomic():
        found, _units = _locked(booking, wanted.spaces, None)
        why = objections(found, wanted, at)
        transaction.set_rollback(True)
    return why


def end_early(booking: Booking, *, by: User, at: dt.datetime) -> Booking:
    """They leave now: what is left of the loan is free from the next minute on, whatever the deadline was.

    Raises RefusedError when it is not going on, or over in a minute.
    """
    with transaction.atomic():
        found, units_of = _locked(booking, [], None)
        if not is_going_on(found, at):
            raise RefusedError(
                Refusal("not_on", _("Lånet er ikke i gang, så det er ikke noe igjen av det å gi tilbake."))
            )
        was = slot_of(found)
        found.ends_at = _next_minute(at)
        _save(found, at)
        keep_part(found, list(found.spaces.all()), found.period, units_of)
        log(found, "booking.ended_early", user=by, data={"was": was.logged})
        tell_of_change(found, was, at=at, hosts=False)
        send_later(signals.booking_changed, found, by, old_title=found.title)
    return found


def is_going_on(booking: Booking, at: dt.datetime) -> bool:
    """It is agreed, has begun, and something is left of it."""
    has_begun = booking.state == BookingState.CONFIRMED and booking.starts_at <= at
    return has_begun and _next_minute(at) < booking.ends_at


def _next_minute(at: dt.datetime) -> dt.datetime:
    return at.replace(second=0, microsecond=0) + A_MINUTE


def move_booking(
    booking: Booking, period: Period, *, spaces: Sequence[Space] | None = None, by: User, at: dt.datetime
) -> Booking:
    """Staff move it to `period`, and to `spaces` if given; its state stays.

    Raises RefusedError with every reason, and then nothing changed. It never collides with itself (S007).
    """
    with transaction.atomic():
        wanted = list(spaces or booking.spaces.select_related("venue"))
        found, units_of = _locked(booking, wanted, None)
        was = slot_of(found)
        give_back(found)
        situation = Situation.around(wanted, period, at=at, quantity=found.quantity or 1)
        if refusals := [why for space in wanted for why in situation.why_not(space, period, found.people)]:
            raise RefusedError(*refusals)
        found.starts_at, found.ends_at, found.venue = period.starts_at, period.ends_at, wanted[0].venue
        _save(found, at)
        found.spaces.set(wanted)
        claim_locked([Wish(found, wanted, period)], units_of, at=at)
        log(found, "booking.moved", user=by, data={"was": was.logged})
        tell_of_change(found, was, at=at, hosts=True)
    return found


def _locked(booking: Booking, spaces: Sequence[Space], version: int | None) -> tuple[Booking, Units]:
    """The booking as it is now, which nobody else changes meanwhile; it has its own spaces and may take `spaces`."""
    lock_borrowers(borrower_of(booking))
    own = list(Space.objects.filter(bookings=booking))
    units_of = lock_spaces([*spaces, *own])
    rows = Booking.objects.select_for_update(of=("self",), no_key=True).select_related(
        "venue", "organisation", "booked_by"
    )
    found = rows.prefetch_related("spaces").get(pk=booking.pk)
    if not found.is_live:
        raise RefusedError(already_handled(found))
    if (version is not None and version != found.version) or set(found.spaces.all()) != set(own):
        raise RefusedError(changed_since())
    return found, units_of


def _new_terms(booking: Booking, wanted: Wanted) -> list[TermsVersion]:
    """Those the booker has said yes to for rooms the booking did not have. A host says yes for nobody."""
    versions = {} if wanted.by_host else versions_of(wanted.spaces)
    return asked(wanted.spaces, versions, promises_of(booking, wanted)) if versions else []


def _decide(booking: Booking, wanted: Wanted, by: User, at: dt.datetime) -> None:
    """Who stands for it now. A host's yes is not for words, times or rooms the host has not seen."""
    if booking.state == BookingState.REQUESTED or wanted.needs_vouching(booking):
        booking.decided_by = booking.decided_at = None
    elif wanted.by_host:
        booking.decided_by, booking.decided_at = by, at


def _write(booking: Booking, wanted: Wanted) -> None:
    words, period = wanted.details, wanted.period
    booking.starts_at, booking.ends_at = period.starts_at, period.ends_at
    booking.title, booking.note, booking.people = words.title, words.note, words.people
    booking.quantity, booking.visibility, booking.reason = words.quantity, words.visibility, wanted.reason
    booking.confirmed_age = max(booking.confirmed_age or 0, words.promises.age) or None


def _save(booking: Booking, at: dt.datetime) -> None:
    booking.version += 1
    booking.sequence += 1
    booking.changed_at = at
    booking.save()
