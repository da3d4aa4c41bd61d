"""Change one date of an activity. The room it has goes with it."""

import datetime as dt
from contextlib import suppress

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from booking.models import Booking
from booking.operations.bookings import cancel_booking
from booking.operations.moves import move_booking
from venues.agreements import hold_hours
from website.accounts.models import User
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from ..enums import OccurrenceState
from ..models import Activity, Occurrence
from .calendar_texts import write_calendar_texts


def add_occurrence(
    activity: Activity, period: Period, *, at: dt.datetime, booking: Booking | None = None
) -> Occurrence:
    """The activity happens in `period`, in the room of `booking` when there is one."""
    with transaction.atomic():
        if booking is None:
            hold_hours([activity.venue_id])
        occurrence = Occurrence.objects.create(
            activity=activity,
            original_start=period.starts_at,
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            booking=booking,
            changed_at=at,
        )
        write_calendar_texts(Occurrence.objects.filter(pk=occurrence.pk))
    return occurrence


def cancel_occurrence(occurrence: Occurrence, *, reason: str, by: User | None, at: dt.datetime) -> None:
    """It does not happen. It stays in lists and calendars as cancelled; its room is given back."""
    with transaction.atomic():
        if not _change(occurrence, at=at, state=OccurrenceState.CANCELLED, reason=reason):
            return
        booking = occurrence.booking
        if booking is not None and booking.is_live and by is not None:
            with suppress(RefusedError):  # somebody has just given the room back: then it is free already
                cancel_booking(booking, reason=reason, by=by, at=at)
        log(occurrence, "occurrence.cancelled", user=by, data={"reason": reason})


def move_occurrence(occurrence: Occurrence, period: Period, *, reason: str, by: User, at: dt.datetime) -> None:
    """It happens at another time, with the same identity in calendars, and its room goes with it.

    Raises RefusedError when the room is not free then, or the date was called off meanwhile; nothing is changed.
    """
    moved = {"state": OccurrenceState.MOVED, "starts_at": period.starts_at, "ends_at": period.ends_at}
    with transaction.atomic():
        hold_hours([occurrence.activity.venue_id])
        if not _change(occurrence, at=at, reason=reason, **moved):
            raise RefusedError(Refusal("handled", _("Datoen er allerede avlyst.")))
        if occurrence.booking is not None and occurrence.booking.is_live:
            move_booking(occurrence.booking, period, by=by, at=at)
        log(occurrence, "occurrence.moved", user=by, data={"reason": reason})


def follow_room(occurrence: Occurrence, period: Period, *, at: dt.datetime) -> None:
    """The loan it happens in is at `period` now, and agreed: also when that was waited for, or called off, before."""
    is_on = occurrence.state != OccurrenceState.CANCELLED
    if is_on and Period(occurrence.starts_at, occurrence.ends_at) == period:
        return
    is_moved = period.starts_at != occurrence.original_start
    with transaction.atomic():
        rows = Occurrence.objects.filter(pk=occurrence.pk)
        rows.update(
            state=OccurrenceState.MOVED if is_moved else OccurrenceState.SCHEDULED,
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            reason="",
            sequence=F("sequence") + 1,
            changed_at=at,
        )
        write_calendar_texts(rows)


def _change(occurrence: Occurrence, *, at: dt.datetime, **fields: object) -> bool:
    """Only one that is not cancelled already; of two clicks the second changes nothing."""
    live = Occurrence.objects.filter(pk=occurrence.pk).exclude(state=OccurrenceState.CANCELLED)
    if not live.update(**fields, sequence=F("sequence") + 1, changed_at=at):
        return False
    write_calendar_texts(Occurrence.objects.filter(pk=occurrence.pk))
    occurrence.refresh_from_db()
    return True
