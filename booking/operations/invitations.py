"""A booking as a calendar file: stable UID, SEQUENCE that rises with each change."""

import icalendar
from django.conf import settings

from ..enums import BookingState
from ..models import Booking

STATUS = {BookingState.REQUESTED: "TENTATIVE", BookingState.CONFIRMED: "CONFIRMED"}


def booking_calendar(booking: Booking, *, method: str = "") -> str:
    """The whole file. With a `method` it is an invitation to the one who booked, else a plain event."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Innbyggertorget//Lån//NO")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    calendar.add_component(_event(booking, method))
    text: str = calendar.to_ical().decode()
    return text


def _event(booking: Booking, method: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{booking.uuid}@innbyggertorget")
    event.add("dtstamp", booking.changed_at)
    event.add("last-modified", booking.changed_at)
    event.add("sequence", booking.sequence)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", booking.title)
    event.add("location", place(booking))
    event.add("url", f"{settings.PUBLIC_BASE_URL}{booking.get_absolute_url()}")
    event.add("status", STATUS.get(BookingState(booking.state), "CANCELLED"))
    return event


def place(booking: Booking) -> str:
    """«Storsalen, Kjøkkenet, Det hvite hus, Gata 1, 1600 Fredrikstad»."""
    names = [space.name for space in booking.spaces.all()]
    return ", ".join(part for part in (*names, booking.venue.name, booking.venue.address) if part)
