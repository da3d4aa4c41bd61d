"""A booking that is open for all becomes an activity, so that associations need not learn Wagtail."""

import datetime as dt

from django.db import transaction

from booking.enums import Visibility
from booking.models import Booking
from website.accounts.models import User

from ..models import Activity, Occurrence
from .activities import create_activity
from .occurrences import add_occurrence, cancel_occurrence


def publish_booking(booking: Booking, *, by: User | None, at: dt.datetime) -> Activity | None:
    """The public activity of a confirmed, open booking. Twice changes nothing; a closed booking stays closed."""
    if booking.visibility != Visibility.PUBLIC or Occurrence.objects.filter(booking=booking).exists():
        return None
    with transaction.atomic():
        activity = create_activity(
            title=booking.title,
            by=by,
            at=at,
            venue=booking.venue,
            space=booking.spaces.first(),
            organisation=booking.organisation,
            is_demo=booking.is_demo,
        )
        add_occurrence(activity, booking.period, at=at, booking=booking)
    return activity


def call_off(booking: Booking, *, at: dt.datetime) -> None:
    """The room is no longer theirs: what was to happen there is cancelled, and stays visible as cancelled."""
    occurrence = Occurrence.objects.filter(booking=booking).first()
    if occurrence is not None:
        cancel_occurrence(occurrence, reason=booking.reason, by=None, at=at)
