"""Who is told what by mail when a booking changes. Written in the transaction of the change."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from venues.enums import VenueRoleKind
from venues.models import VenueRole
from website.accounts.models import User
from website.core import clock, formats
from website.core.mail import queue_mail

from ..enums import BookingState
from ..models import Booking
from .invitations import booking_invitation, place

SUBJECTS = {
    BookingState.REQUESTED: gettext_lazy("Venter på svar: %(what)s"),
    BookingState.CONFIRMED: gettext_lazy("Godkjent: %(what)s"),
    BookingState.REFUSED: gettext_lazy("Avslått: %(what)s"),
    BookingState.WITHDRAWN: gettext_lazy("Trukket: %(what)s"),
    BookingState.CANCELLED: gettext_lazy("Avlyst: %(what)s"),
    BookingState.RELEASED: gettext_lazy("Avlyst av deg: %(what)s"),
}
METHODS = {BookingState.CONFIRMED: "REQUEST", BookingState.CANCELLED: "CANCEL", BookingState.RELEASED: "CANCEL"}


def tell_of(booking: Booking, *, at: dt.datetime) -> None:
    """Tell the asker what the booking has become, and the hosts of a new request. Examples are told to nobody."""
    if booking.is_demo:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if booking.booked_by is not None:
            _tell_asker(booking, booking.booked_by)
        if booking.state == BookingState.REQUESTED:
            _tell_hosts(booking, clock.local(at).date())


def _tell_asker(booking: Booking, asker: User) -> None:
    state = BookingState(booking.state)
    method = METHODS.get(state, "")
    queue_mail(
        key=f"booking:{booking.uuid}:{booking.version}:{state}:{asker.pk}",
        to=asker.email,
        subject=str(SUBJECTS[state]) % {"what": _what(booking)},
        body=render_to_string("booking/mail/asker.txt", _about(booking)),
        calendar=booking_invitation(booking, method, asker.email) if method else "",
        calendar_method=method,
    )


def _tell_hosts(booking: Booking, day: dt.date) -> None:
    roles = VenueRole.objects.filter(venue=booking.venue, role=VenueRoleKind.HOST).valid_on(day)
    for role in roles.select_related("user").exclude(user=booking.booked_by):
        queue_mail(
            key=f"booking:{booking.uuid}:{booking.version}:host:{role.user_id}",
            to=role.user.email,
            subject=_("Ny bestilling: %(what)s") % {"what": _what(booking)},
            body=render_to_string("booking/mail/host.txt", _about(booking)),
        )


def _what(booking: Booking) -> str:
    """«Storsalen mandag 11. januar kl. 18:00–20:00»: the fact, in the subject."""
    names = ", ".join(space.name for space in booking.spaces.all())
    hours = formats.local_hours(booking.period)
    return f"{names} {formats.local_date(booking.starts_at)} {_('kl.')} {hours}"


def _about(booking: Booking) -> dict[str, Any]:
    return {"booking": booking, "place": place(booking), "base": settings.PUBLIC_BASE_URL}
