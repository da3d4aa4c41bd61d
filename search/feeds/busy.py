"""When a room is taken by bookings, as everyone may know it: never whose, and what for only when open for all."""

import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from booking.enums import BookingState
from booking.models import Booking
from booking.models.booking import BookingQuerySet
from programmes.models import Occurrence
from venues.models import Space
from website.core.calendars import CalendarEvent
from website.core.periods import Period

ENDED = [BookingState.CANCELLED, BookingState.RELEASED]  # were agreed once: they stay, as cancelled
SHOWN = [BookingState.CONFIRMED, BookingState.REQUESTED, *ENDED]


def sharing_floor(space: Space) -> QuerySet[Space]:
    """What is taken when `space` is, and the other way: itself, the hall it is part of, the parts it is made of."""
    units = space.units.through.objects.filter(space=space).values("unit")
    return Space.objects.filter(pk=space.pk) | Space.objects.filter(
        pk__in=space.units.through.objects.filter(unit__in=units).values("space")
    )


def bookings_of(space: Space, period: Period) -> BookingQuerySet:
    """What takes the room, apart from what is on the public programme."""
    there = Booking.spaces.through.objects.filter(space__in=sharing_floor(space).values("pk")).values("booking")
    on_programme = Occurrence.objects.public().filter(booking__isnull=False).values("booking")
    rows = Booking.objects.overlapping(period).filter(pk__in=there, state__in=SHOWN)
    return rows.exclude(pk__in=on_programme).select_related("occurrence").order_by("starts_at", "pk")


def as_event(booking: Booking, space: Space) -> CalendarEvent:
    """Its identity is not the booking's own, which opens the receipt; it does not make the reader busy."""
    return CalendarEvent(
        uid=str(uuid.uuid5(booking.uuid, "kalender")),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=summary_of(booking),
        changed_at=booking.changed_at,
        sequence=booking.sequence,
        location=", ".join(part for part in (space.name, space.venue.name, space.venue.address) if part),
        url=f"{settings.PUBLIC_BASE_URL}{space.venue.get_absolute_url()}",
        is_cancelled=booking.state in ENDED,
    )


def summary_of(booking: Booking) -> str:
    """The title when everyone may read it. What belongs to a draft is not told."""
    return ("" if hasattr(booking, "occurrence") else booking.public_title) or _("Opptatt")
