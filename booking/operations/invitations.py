"""A booking as calendar programs read it: stable UID, SEQUENCE that rises with each change."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from website.core.calendars import CalendarEvent, calendar_text, event_text, invitation_text

from ..enums import BookingState
from ..models import Booking


def calendar_event(booking: Booking) -> CalendarEvent:
    """The booking as seen by those it concerns, with its title."""
    url = f"{settings.PUBLIC_BASE_URL}{booking.get_absolute_url()}"
    return CalendarEvent(
        uid=str(booking.uuid),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=booking.title,
        changed_at=booking.changed_at,
        sequence=booking.sequence,
        location=place(booking),
        description=_("Bestillingen: %(url)s") % {"url": url},
        url=url,
        is_cancelled=not booking.is_live,
        is_tentative=booking.state == BookingState.REQUESTED,
        is_busy=True,
    )


def booking_calendar(booking: Booking) -> bytes:
    """The file one downloads from the receipt."""
    event = calendar_event(booking)
    return calendar_text(booking.title, [event_text(event)], source=f"{event.url}kalender.ics", url=event.url)


def booking_invitation(booking: Booking, method: str, attendee: str) -> str:
    """The part of a mail that puts the booking into the reader's calendar, or takes it out again."""
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return invitation_text(calendar_event(booking), method=method, organizer=organizer, attendee=attendee)


def series_calendar(bookings: Sequence[Booking]) -> str:
    """All of them for a calendar program; a PUBLISH, as a REQUEST may hold one identity only (RFC 5546 3.2.2)."""
    texts = [event_text(calendar_event(booking)) for booking in bookings]
    return calendar_text("", texts, source="", method="PUBLISH").decode()


def place(booking: Booking) -> str:
    """«Storsalen, Kjøkkenet, Det hvite hus, Gata 1, 1600 Fredrikstad»."""
    return ", ".join(part for part in (booking.space_names, booking.venue.name, booking.venue.address) if part)
