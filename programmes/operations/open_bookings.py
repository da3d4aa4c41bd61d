"""A booking that is open for all becomes an activity, so that associations need not learn Wagtail.

It is published when somebody vouches for the words; else it waits as a draft for those who keep the programme.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from booking.enums import LIVE, BookingState, Visibility
from booking.models import Booking, BookingSeries
from website.accounts.models import User

from ..enums import OccurrenceState
from ..models import Activity, Occurrence
from .activities import create_activity, retitle_activity
from .occurrences import add_occurrence, cancel_occurrence, follow_room


def publish_booking(booking: Booking, *, by: User | None, at: dt.datetime) -> Activity | None:
    """The public activity of a confirmed, open booking. Twice changes nothing; a closed booking stays closed."""
    if booking.visibility != Visibility.PUBLIC or _is_there(booking, at):
        return None
    with transaction.atomic():
        activity = _of_series(booking) or _new(booking, by, at)
        add_occurrence(activity, booking.period, at=at, booking=booking)
    return activity


def publish_series(series: BookingSeries, *, by: User | None, at: dt.datetime) -> Activity | None:
    """One activity for fixed loans that are open for all, with a date for each that is confirmed and not there yet."""
    confirmed = series.bookings.filter(state=BookingState.CONFIRMED, visibility=Visibility.PUBLIC)
    for booking in confirmed.filter(occurrence__isnull=False, ends_at__gt=at):
        _is_there(booking, at)
    new = confirmed.filter(occurrence=None).select_related("venue", "organisation")
    bookings = list(new.order_by("starts_at"))
    if not bookings:
        return None
    with transaction.atomic():
        activity = _of_series(bookings[0]) or _new(bookings[0], by, at)
        for booking in bookings:
            add_occurrence(activity, booking.period, at=at, booking=booking)
    return activity


def _is_there(booking: Booking, at: dt.datetime) -> bool:
    """It is shown already, or again: what was called off while a host had to answer anew is on."""
    occurrence = Occurrence.objects.filter(booking=booking).first()
    if occurrence is not None:
        follow_room(occurrence, booking.period, at=at)
    return occurrence is not None


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
        publish=booking.is_vouched_for,
    )


def follow_booking(booking: Booking, *, old_title: str, by: User | None, at: dt.datetime) -> None:
    """Its time and words have changed, so what everyone reads of it does.

    While a host must say yes anew it does not happen, and neither when it is made closed. Words that nobody vouches for
    wait as a draft; a title the programme has made its own is left alone.
    """
    occurrence = Occurrence.objects.filter(booking=booking).select_related("activity").first()
    is_on = booking.state == BookingState.CONFIRMED and booking.visibility == Visibility.PUBLIC
    if not is_on:
        call_off(booking, at=at)
    elif occurrence is None:
        publish_booking(booking, by=by, at=at)
    else:
        follow_room(occurrence, booking.period, at=at)
        _retitle(occurrence.activity, old_title, booking, by)


def _retitle(activity: Activity, old_title: str, booking: Booking, by: User | None) -> None:
    is_alone = activity.occurrences.count() == 1
    if is_alone and activity.title == old_title != booking.title:
        retitle_activity(activity, booking.title, by=by, publish=booking.is_vouched_for)


def call_off(booking: Booking, *, at: dt.datetime) -> None:
    """The room is no longer theirs: what was to happen there is cancelled, and stays visible as cancelled.

    The reason a host gave is for the one who booked, and is not passed on.
    """
    occurrence = Occurrence.objects.filter(booking=booking).first()
    if occurrence is not None and not occurrence.is_cancelled:
        cancel_occurrence(occurrence, reason="", by=None, at=at)


def forget_activities(person: User) -> None:
    """What a person who goes had written of their own open loans is taken off the web, and their words with it."""
    own = Activity.objects.filter(occurrences__booking__booked_by=person, occurrences__booking__organisation=None)
    for activity in own.filter(occurrences__booking__is_planned=False).distinct():
        activity.unpublish()
        activity.revisions.all().delete()
        Activity.objects.filter(pk=activity.pk).update(title=_("Privat lån"), slug=f"privat-{activity.pk}", summary="")


def catch_up(*, at: dt.datetime) -> int:
    """Bookings whose news never came through: publish or call off what is missed. Answers how many."""
    open_for_all = Booking.objects.filter(visibility=Visibility.PUBLIC, state=BookingState.CONFIRMED, ends_at__gt=at)
    missed = list(open_for_all.filter(occurrence=None, is_planned=False).select_related("venue", "organisation"))
    lost = Occurrence.objects.filter(ends_at__gt=at, booking__isnull=False).exclude(booking__state__in=LIVE)
    lost = lost.exclude(state=OccurrenceState.CANCELLED).select_related("booking")
    for booking in missed:
        publish_booking(booking, by=booking.booked_by, at=at)
    for occurrence in lost:
        call_off(occurrence.booking, at=at)  # type: ignore[arg-type]  # the query asks for one
    return len(missed) + len(lost)
