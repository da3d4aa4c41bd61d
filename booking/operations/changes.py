"""How a booking passes from one state to the next: once, logged, told."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from website.accounts.models import User
from website.core import formats
from website.core.refusals import Refusal, RefusedError

from .. import rules
from ..enums import FOLLOWS, LIVE, BookingState
from ..models import Booking
from .claims import give_back, lock_units_of
from .notices import tell_of


def too_late(booking: Booking, at: dt.datetime) -> list[Refusal]:
    """Why it cannot be given back any more: the deadline of the strictest space, or that it has begun.

    A request that waits may always be withdrawn (S137).
    """
    notice = rules.notice(booking.spaces.all())
    if booking.state == BookingState.REQUESTED or at < booking.starts_at - notice:
        return []
    if at >= booking.starts_at:
        return [Refusal("begun", _("Lånet har begynt. Snakk med verten hvis dere går tidligere."))]
    sentence = _("Fristen for å gi tilbake lånet var %(length)s før. Ta kontakt med verten.")
    return [Refusal("deadline", sentence % {"length": formats.spoken_length(notice)})]


def too_late_to_move(booking: Booking, at: dt.datetime) -> list[Refusal]:
    """Why it cannot have other times or rooms any more: those it has were promised by the same deadline."""
    notice = rules.notice(booking.spaces.all())
    if booking.state == BookingState.REQUESTED or at < booking.starts_at - notice:
        return []
    sentence = _(
        "Fristen for å få andre tider eller rom var %(length)s før. "
        "Du kan fortsatt korte ned lånet og rette det du har skrevet. Ta ellers kontakt med verten."
    )
    return [Refusal("deadline", sentence % {"length": formats.spoken_length(notice)})]


def change_state(
    booking: Booking,
    state: BookingState,
    signal: Signal,
    *,
    by: User,
    at: dt.datetime,
    version: int | None,
    reason: str = "",
    is_told: bool = True,
) -> Booking:
    """Compare and swap: of two clicks the second changes nothing and learns who was first.

    Who changes many at once tells each person once, and says `is_told=False`.
    """
    allowed = [before for before, after in FOLLOWS.items() if state in after]
    with transaction.atomic():
        if state not in LIVE:
            lock_units_of(booking=booking)
        expected = Booking.objects.filter(pk=booking.pk, state__in=allowed)
        if version is not None:
            expected = expected.filter(version=version)
        changed = expected.update(
            state=state,
            version=F("version") + 1,
            sequence=F("sequence") + 1,
            decided_by=by,
            decided_at=at,
            reason=reason,
            changed_at=at,
        )
        booking.refresh_from_db()
        if not changed:
            raise RefusedError(already_handled(booking, by) if booking.state not in allowed else changed_since())
        if not booking.is_live:
            give_back(booking)
        log(booking, f"booking.{state.value}", user=by)
        if is_told:
            tell_of(booking, at=at)
        send_later(signal, booking, by)
    return booking


def already_handled(booking: Booking, by: User | None = None) -> Refusal:
    """«Bestillingen er allerede godkjent av Kari Vert.» The asker `by` is not told which of the staff it was."""
    about = {"state": booking.get_state_display(), "who": booking.decided_by}
    if booking.decided_by is None or (by is not None and by.pk == booking.booked_by_id):
        return Refusal("handled", _("Bestillingen er allerede %(state)s.") % about)
    return Refusal("handled", _("Bestillingen er allerede %(state)s av %(who)s.") % about)


def changed_since() -> Refusal:
    """It still waits, but not as it was when somebody looked at it."""
    return Refusal("changed", _("Bestillingen er endret etter at du så den. Se på den slik den er nå, og svar igjen."))


def send_later(signal: Signal, booking: Booking, by: User, **more: str) -> None:
    """Let the other parts of the product hear of it once it is committed; what fails there stops nobody here."""
    transaction.on_commit(lambda: signal.send(Booking, booking=booking, by=by, **more), robust=True)
