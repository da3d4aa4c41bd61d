"""What the hosts of a house are told of the calendars it follows."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from venues.enums import VenueRoleKind
from venues.models import VenueRole
from website.core import clock
from website.core.mail import queue_mail

from ..models import Booking, ExternalCalendar


def tell_of_clash(calendar: ExternalCalendar, bookings: Sequence[Booking], *, at: dt.datetime) -> None:
    """The calendar takes time that is lent: the host must find out what is to happen."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Kolliderer med lån: %(calendar)s") % {"calendar": calendar}
        _write_to_hosts(calendar, f"clash:{at.isoformat()}", subject, bookings, at)


def tell_of_trouble(calendar: ExternalCalendar, *, at: dt.datetime) -> None:
    """It cannot be read. Once when that has lasted, once when we give up."""
    with translation.override(settings.LANGUAGE_CODE):
        is_over = calendar.next_look_at is None
        subject = _("Følges ikke lenger: %(calendar)s") if is_over else _("Kan ikke leses: %(calendar)s")
        key = f"trouble:{calendar.trouble_since:%Y-%m-%d}:{'over' if is_over else 'lasts'}"
        _write_to_hosts(calendar, key, subject % {"calendar": calendar}, [], at)


def _write_to_hosts(
    calendar: ExternalCalendar, key: str, subject: str, bookings: Sequence[Booking], at: dt.datetime
) -> None:
    about = {
        "calendar": calendar,
        "bookings": bookings,
        "address": settings.PUBLIC_BASE_URL + reverse("booking_desk:calendars"),
    }
    roles = VenueRole.objects.filter(venue=calendar.venue_id, role=VenueRoleKind.HOST).valid_on(clock.local(at).date())
    for role in roles.select_related("user"):
        queue_mail(
            key=f"calendar:{calendar.uuid}:{key}:{role.user_id}",
            to=role.user.email,
            subject=subject,
            body=render_to_string("booking/mail/calendar.txt", about),
        )
