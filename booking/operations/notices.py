"""Who is told what by mail when a booking changes. Written in the transaction of the change."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from venues.enums import VenueRoleKind
from venues.models import VenueRole
from website.accounts.models import User
from website.core import clock, formats
from website.core.mail import queue_mail
from website.core.repetition import in_words

from ..enums import BookingState
from ..models import Booking, BookingSeries
from .invitations import booking_invitation, place, series_calendar

SUBJECTS = {
    BookingState.REQUESTED: gettext_lazy("Venter på svar: %(what)s"),
    BookingState.CONFIRMED: gettext_lazy("Godkjent: %(what)s"),
    BookingState.REFUSED: gettext_lazy("Avslått: %(what)s"),
    BookingState.WITHDRAWN: gettext_lazy("Trukket: %(what)s"),
    BookingState.CANCELLED: gettext_lazy("Avlyst: %(what)s"),
    BookingState.RELEASED: gettext_lazy("Gitt tilbake: %(what)s"),
}
CHANGED = {
    BookingState.REQUESTED: gettext_lazy("Endret, venter på svar: %(what)s"),
    BookingState.CONFIRMED: gettext_lazy("Endret: %(what)s"),
}
SEVERAL_CANCELLED = gettext_lazy("Avlyst: %(count)d lån, det første %(day)s")
METHODS = {BookingState.CONFIRMED: "REQUEST", BookingState.CANCELLED: "CANCEL", BookingState.RELEASED: "CANCEL"}


def tell_of(booking: Booking, *, at: dt.datetime) -> None:
    """Tell the asker what the booking has become, and the hosts of a new request.

    Nobody is told of what the house has set up for its own programme.
    """
    if booking.is_planned:
        return
    prefetch_related_objects([booking], "spaces")
    with translation.override(settings.LANGUAGE_CODE):
        if booking.booked_by is not None:
            _tell_asker(booking, booking.booked_by)
        if booking.state == BookingState.REQUESTED:
            _tell_hosts(booking, clock.local(at).date())


def tell_of_change(booking: Booking, was: str, *, at: dt.datetime, hosts: bool) -> None:
    """Tell the asker what it was and is, with the same event for the calendar; `hosts`, if they are to answer it."""
    if booking.is_planned:
        return
    with translation.override(settings.LANGUAGE_CODE):
        if booking.booked_by is not None:
            _tell_asker(booking, booking.booked_by, was)
        if hosts and booking.state == BookingState.REQUESTED:
            _tell_hosts(booking, clock.local(at).date(), was)


def told_as(booking: Booking) -> str:
    """Rooms and time as mails and the log say them."""
    with translation.override(settings.LANGUAGE_CODE):
        return _what(booking)


def _tell_asker(booking: Booking, asker: User, was: str = "") -> None:
    state = BookingState(booking.state)
    method = "REQUEST" if was else METHODS.get(state, "")
    queue_mail(
        key=f"booking:{booking.uuid}:{booking.version}:{state}:{asker.pk}",
        to=asker.email,
        subject=str((CHANGED if was else SUBJECTS)[state]) % {"what": _what(booking)},
        body=render_to_string("booking/mail/asker.txt", _about(booking) | {"was": was}),
        calendar=booking_invitation(booking, method, asker.email) if method else "",
        calendar_method=method,
    )


def _tell_hosts(booking: Booking, day: dt.date, was: str = "") -> None:
    about = _about(booking) | {"was": was}
    _write_to_hosts(booking, f"booking:{booking.uuid}:{booking.version}", _what(booking), about, day)


def _write_to_hosts(booking: Booking, key: str, what: str, about: dict[str, Any], day: dt.date) -> None:
    roles = VenueRole.objects.filter(venue=booking.venue, role=VenueRoleKind.HOST).valid_on(day)
    for role in roles.select_related("user").exclude(user=booking.booked_by):
        queue_mail(
            key=f"{key}:host:{role.user_id}",
            to=role.user.email,
            subject=(_("Endret bestilling: %(what)s") if about.get("was") else _("Ny bestilling: %(what)s"))
            % {"what": what},
            body=render_to_string("booking/mail/host.txt", about),
        )


def tell_of_series(series: BookingSeries, bookings: Sequence[Booking], state: BookingState, *, at: dt.datetime) -> None:
    """One mail to the asker about all these dates, and one to each host when they wait."""
    prefetch_related_objects(bookings, "spaces")
    first = bookings[0]
    with translation.override(settings.LANGUAGE_CODE):
        about = _about(first) | {"bookings": bookings, "series": series, "state": state}
        what = f"{first.space_names} {in_words(series)}"
        if first.booked_by is not None:
            queue_mail(
                key=f"series:{series.uuid}:{state}:{at.isoformat()}:{first.booked_by_id}",
                to=first.booked_by.email,
                subject=str(SUBJECTS[state]) % {"what": what},
                body=render_to_string("booking/mail/series.txt", about),
                calendar=series_calendar(bookings) if state in METHODS else "",
                calendar_method="PUBLISH" if state in METHODS else "",
            )
        if state == BookingState.REQUESTED:
            _write_to_hosts(first, f"series:{series.uuid}", what, about, clock.local(at).date())


def tell_of_moved_series(series: BookingSeries, bookings: Sequence[Booking], was: str, *, at: dt.datetime) -> None:
    """One mail to the asker about all these dates, and one to each host when some wait for a new answer."""
    prefetch_related_objects(bookings, "spaces")
    first = bookings[0]
    waiting = [booking for booking in bookings if booking.state == BookingState.REQUESTED]
    with translation.override(settings.LANGUAGE_CODE):
        about = _about(first) | {"bookings": bookings, "series": series, "waiting": waiting, "was": was}
        what, key = f"{first.space_names} {in_words(series)}", f"series:{series.uuid}:moved:{at.isoformat()}"
        if first.booked_by is not None:
            queue_mail(
                key=f"{key}:{first.booked_by_id}",
                to=first.booked_by.email,
                subject=str(CHANGED[BookingState.CONFIRMED]) % {"what": what},
                body=render_to_string("booking/mail/moved_series.txt", about),
                calendar=series_calendar(bookings),
                calendar_method="PUBLISH",
            )
        if waiting:
            _write_to_hosts(first, key, what, about, clock.local(at).date())


def tell_of_decided(
    cancelled: Sequence[Booking], moved: Sequence[tuple[Booking, str]] = (), *, at: dt.datetime
) -> None:
    """Each person once, of what staff have cancelled and moved: about one loan as always, about several in one mail.

    With what is moved comes what it was.
    """
    fates = [(booking, "") for booking in cancelled] + list(moved)
    told = [fate for fate in fates if fate[0].booked_by_id is not None and not fate[0].is_planned]
    prefetch_related_objects([booking for booking, _was in told], "spaces", "venue", "booked_by")
    told.sort(key=lambda fate: (fate[0].booked_by_id, fate[0].starts_at))
    for _person, group in groupby(told, key=lambda fate: fate[0].booked_by_id):
        loans = list(group)
        booking, was = loans[0]
        if len(loans) > 1:
            _tell_of_several(loans, booking.booked_by, at)  # type: ignore[arg-type]  # only such are told
        elif was:
            tell_of_change(booking, was, at=at, hosts=False)
        else:
            tell_of(booking, at=at)


def _tell_of_several(fates: Sequence[tuple[Booking, str]], asker: User, at: dt.datetime) -> None:
    loans, is_moved = [booking for booking, _was in fates], any(was for _booking, was in fates)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Endret: %(count)d lån, det første %(day)s") if is_moved else SEVERAL_CANCELLED
        count, first = len(loans), formats.local_date(loans[0].starts_at)
        about = {
            "cancelled": [booking for booking, was in fates if not was],
            "moved": [fate for fate in fates if fate[1]],
        }
        queue_mail(
            key=f"cancelled:{loans[0].uuid}:{loans[0].version}:{at.isoformat()}:{asker.pk}",
            to=asker.email,
            subject=str(subject) % {"count": count, "day": first},
            body=render_to_string("booking/mail/several.txt", _about(loans[0]) | about),
            calendar=series_calendar(loans),
            calendar_method="PUBLISH",
        )


def _what(booking: Booking) -> str:
    """«Storsalen mandag 11. januar kl. 18:00–20:00»: the fact, in the subject."""
    hours = formats.local_hours(booking.period)
    return f"{booking.space_names} {formats.local_date(booking.starts_at)} {_('kl.')} {hours}"


def _about(booking: Booking) -> dict[str, Any]:
    return {"booking": booking, "bookings": [booking], "place": place(booking), "base": settings.PUBLIC_BASE_URL}
