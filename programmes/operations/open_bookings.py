"""A booking that is open for all becomes an activity, so that associations need not learn Wagtail."""

import datetime as dt

from django.db import transaction

from booking.enums import BookingState, Visibility
from booking.models import Booking, BookingSeries
from website.accounts.models import User

from ..models import Activity, Occurrence
from .activities import create_activity
from .occurrences import add_occurrence, cancel_occurrence


def publish_booking(booking: Booking, *, by: User | None, at: dt.datetime) -> Activity | None:
    """The public activity of a confirmed, open booking. Twice changes nothing; a closed booking stays closed."""
    if booking.visibility != Visibility.PUBLIC or Occurrence.objects.filter(booking=booking).exists():
        return None
    with transaction.atomic():
        activity = _of_series(booking) or _new(booking, by, at)
        add_occurrence(activity, booking.period, at=at, booking=booking)
    return activity


def publish_series(series: BookingSeries, *, by: User | None, at: dt.datetime) -> Activity | None:
    """One activity for fixed loans that are open for all, with a date for each that is confirmed and not there yet."""
    confirmed = series.bookings.filter(state=BookingState.CONFIRMED, visibility=Visibility.PUBLIC, occurrence=None)
    bookings = list(confirmed.select_related("venue", "organisation").order_by("starts_at"))
    if not bookings:
        return None
    with transaction.atomic():
        activity = _of_series(bookings[0]) or _new(bookings[0], by, at)
        for booking in bookings:
            add_occurrence(activity, booking.period, at=at, booking=booking)
    return activity


def _of_series(booking: Booking) -> Activity | None:
    """The activity other dates of the same fixed loans have become."""
    series = Booking.objects.filter(pk=booking.pk).exclude(series=None).values("series")
    return Activity.objects.filter(occurrences__booking__series__in=series).first()


def _new(booking: Booking, by: User | None, at: dt.datetime) -> Activity:
    return create_activity(
        title=booking.title,
        by=by,
        at=at,
        venue=booking.venue,
        space=booking.spaces.first(),
        organisation=booking.organisation,
        is_demo=booking.is_demo,
    )


def call_off(booking: Booking, *, at: dt.datetime) -> None:
    """The room is no longer theirs: what was to happen there is cancelled, and stays visible as cancelled."""
    occurrence = Occurrence.objects.filter(booking=booking).first()
    if occurrence is not None:
        cancel_occurrence(occurrence, reason=booking.reason, by=None, at=at)
