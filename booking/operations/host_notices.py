"""What the hosts of a house are told by mail of what is asked for there."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from venues.enums import VenueRoleKind
from venues.models import VenueRole
from website.core import clock
from website.core.mail import queue_mail
from website.core.repetition import in_words

from ..enums import BookingState
from ..models import Booking, BookingSeries
from .told import Slot, about, slot_of


def tell_hosts(booking: Booking, was: Slot | None = None, *, at: dt.datetime) -> None:
    """Of one loan that waits for them, or that has come with a message to them; and what it `was`, if changed."""
    key = f"booking:{booking.uuid}:{booking.version}"
    _write_to_hosts(booking, key, lambda: str(slot_of(booking)), {"was": was}, at)


def tell_hosts_of_series(
    series: BookingSeries, bookings: Sequence[Booking], was: Slot | None = None, *, at: dt.datetime
) -> None:
    """Of all dates of fixed loans in one mail."""
    key = f"series:{series.uuid}:moved:{at.isoformat()}" if was else f"series:{series.uuid}"
    what = f"{bookings[0].space_names} {{}}".format
    _write_to_hosts(bookings[0], key, lambda: what(in_words(series)), {"bookings": bookings, "was": was}, at)


def _write_to_hosts(booking: Booking, key: str, what: Callable[[], str], more: dict[str, Any], at: dt.datetime) -> None:
    """Each in their own language, in which `what` is said then."""
    roles = VenueRole.objects.filter(venue=booking.venue, role=VenueRoleKind.HOST).valid_on(clock.local(at).date())
    for role in roles.select_related("user").exclude(user=booking.booked_by):
        with translation.override(role.user.language):
            queue_mail(
                key=f"{key}:host:{role.user_id}",
                to=role.user.email,
                subject=_subject(booking, is_changed=bool(more["was"])) % {"what": what()},
                body=render_to_string("booking/mail/host.txt", about(booking) | more),
            )


def _subject(booking: Booking, *, is_changed: bool) -> str:
    if booking.state == BookingState.CONFIRMED:
        return _("Lån med beskjed til dere: %(what)s")
    return _("Endret bestilling: %(what)s") if is_changed else _("Ny bestilling: %(what)s")
