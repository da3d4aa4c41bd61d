"""What follows from others' news: bookings made and given up, activities published, houses renamed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import published

from booking import signals
from booking.models import Booking, BookingSeries
from venues.models import Space, Venue
from website.accounts.models import User
from website.core import calendars, clock

from .models import Activity, Occurrence, Seat
from .operations.activities import touch_activity
from .operations.calendar_texts import as_event, write_calendar_texts
from .operations.open_bookings import call_off, follow_booking, forget_activities, publish_booking, publish_series
from .operations.seats import refresh_editors


@receiver(signals.booking_confirmed)
def show_what_is_open(booking: Booking, by: User, **_kwargs: Any) -> None:
    publish_booking(booking, by=by, at=clock.now())


@receiver(signals.series_confirmed)
def show_what_is_open_each_week(series: BookingSeries, by: User, **_kwargs: Any) -> None:
    publish_series(series, by=by, at=clock.now())


@receiver(signals.booking_changed)
def change_what_is_there(booking: Booking, by: User, old_title: str, **_kwargs: Any) -> None:
    follow_booking(booking, old_title=old_title, by=by, at=clock.now())


@receiver(signals.booking_cancelled)
@receiver(signals.booking_released)
@receiver(signals.booking_withdrawn)
def cancel_what_was_there(booking: Booking, **_kwargs: Any) -> None:
    call_off(booking, at=clock.now())


@receiver(published, sender=Activity)
def tell_calendars(instance: Activity, **_kwargs: Any) -> None:
    touch_activity(instance, at=clock.now())


@receiver([post_save, post_delete], sender=Seat)
def let_the_committee_edit(instance: Seat, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        refresh_editors(instance.community, today=clock.today())


@receiver(pre_delete, sender=User)
def forget_words(instance: User, **_kwargs: Any) -> None:
    forget_activities(instance)


@receiver(post_save, sender=Venue)
@receiver(post_save, sender=Space)
def rename_in_calendars(instance: Venue | Space, created: bool, **_kwargs: Any) -> None:
    """Their names stand in the texts of all that happens there and is not over."""
    if created:
        return
    there = {"activity__venue": instance} if isinstance(instance, Venue) else {"activity__space": instance}
    with transaction.atomic():
        coming = Occurrence.objects.filter(**there).upcoming(clock.now()).with_places()
        stale = [row.pk for row in coming if calendars.event_text(as_event(row)) != row.ics]
        Occurrence.objects.filter(pk__in=stale).update(changed_at=clock.now())
        write_calendar_texts(Occurrence.objects.filter(pk__in=stale))
