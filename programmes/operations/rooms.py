"""An occurrence in a room owns the booking of the room, so that the programme and the free times are one truth."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from booking.enums import Visibility
from booking.operations.bookings import Details, request_booking
from website.accounts.models import User
from website.core.refusals import Refusal, RefusedError

from ..enums import OccurrenceState
from ..models import Occurrence
from ..models.occurrence import OccurrenceQuerySet


@dataclass(frozen=True)
class WithoutRoom:
    """A date whose room could not be had, and why."""

    occurrence: Occurrence
    refusals: list[Refusal]


def take_room(occurrence: Occurrence, *, by: User, at: dt.datetime, is_history: bool = False) -> None:
    """Book the activity's room for one date, approved at once: who may plan the programme may give rooms to it.

    Raises RefusedError, and then nothing is stored.
    """
    activity = occurrence.activity
    if activity.space is None:
        return
    details = Details(
        title=activity.title, visibility=Visibility.PUBLIC, organisation=activity.organisation, is_planned=True
    )
    with transaction.atomic():
        occurrence = Occurrence.objects.select_for_update(of=("self",)).get(pk=occurrence.pk)  # as it is now
        if occurrence.booking_id is not None or occurrence.is_cancelled:
            return
        booking = request_booking(
            spaces=[activity.space], period=occurrence.period, details=details, by=by, at=at, is_history=is_history
        )
        Occurrence.objects.filter(pk=occurrence.pk).update(booking=booking)


def take_rooms(
    occurrences: OccurrenceQuerySet, *, by: User, at: dt.datetime, is_history: bool = False
) -> list[WithoutRoom]:
    """Book the room for each of the dates that has none and is not called off; answers those that could not be had."""
    without = []
    lacking = occurrences.filter(booking=None).exclude(state=OccurrenceState.CANCELLED)
    for occurrence in lacking.select_related("activity__space__venue", "activity__organisation"):
        try:
            take_room(occurrence, by=by, at=at, is_history=is_history)
        except RefusedError as error:
            without.append(WithoutRoom(occurrence, error.refusals))
    return without
