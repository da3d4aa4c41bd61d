"""What those who have asked are told by mail when a booking changes. Written in the transaction of the change.

Each in the language they have chosen, as are the hosts (`host_notices.py`).
"""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from website.accounts.models import User
from website.core import formats
from website.core.mail import queue_mail
from website.core.repetition import in_words

from ..enums import BookingState
from ..models import Booking, BookingSeries
from .host_notices import tell_hosts, tell_hosts_of_series
from .invitations import booking_invitation, series_calendar
from .told import Slot, about, slot_of

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
Fate = tuple[Booking, Slot | None]  # a loan as it is now, and when and where it was if it has been moved
METHODS = {BookingState.CONFIRMED: "REQUEST", BookingState.CANCELLED: "CANCEL", BookingState.RELEASED: "CANCEL"}


def tell_of(booking: Booking, *, at: dt.datetime, is_new: bool = False) -> None:
    """Tell the asker what the booking has become, and the hosts of a new request or of a message to them.

    Nobody is told of what the house has set up for its own programme.
    """
    if booking.is_planned:
        return
    prefetch_related_objects([booking], "spaces")
    if booking.booked_by is not None:
        _tell_asker(booking, booking.booked_by)
    if booking.state == BookingState.REQUESTED or (booking.state == BookingState.CONFIRMED and is_new and booking.note):
        tell_hosts(booking, at=at)


def tell_of_change(booking: Booking, was: Slot, *, at: dt.datetime, hosts: bool) -> None:
    """Tell the asker what it was and is, with the same event for the calendar; `hosts`, if they are to answer it."""
    if booking.is_planned:
        return
    if booking.booked_by is not None:
        _tell_asker(booking, booking.booked_by, was)
    if hosts and booking.state == BookingState.REQUESTED:
        tell_hosts(booking, was, at=at)


def _tell_asker(booking: Booking, asker: User, was: Slot | None = None) -> None:
    state = BookingState(booking.state)
    method = "REQUEST" if was else METHODS.get(state, "")
    with translation.override(asker.language):
        queue_mail(
            key=f"booking:{booking.uuid}:{booking.version}:{state}:{asker.pk}",
            to=asker.email,
            subject=str((CHANGED if was else SUBJECTS)[state]) % {"what": slot_of(booking)},
            body=render_to_string("booking/mail/asker.txt", about(booking) | {"was": was}),
            calendar=booking_invitation(booking, method, asker.email) if method else "",
            calendar_method=method,
        )


def tell_of_series(
    series: BookingSeries, bookings: Sequence[Booking], state: BookingState, *, at: dt.datetime, is_new: bool = False
) -> None:
    """One mail to the asker about all these dates, and one to each host when they wait or come with a message."""
    _tell_asker_of_series(
        series,
        bookings,
        key=f"{state}:{at.isoformat()}",
        subject=SUBJECTS[state],
        template="booking/mail/series.txt",
        more={"state": state},
        has_calendar=state in METHODS,
    )
    if state == BookingState.REQUESTED or (state == BookingState.CONFIRMED and is_new and bookings[0].note):
        tell_hosts_of_series(series, bookings, at=at)


def tell_of_moved_series(series: BookingSeries, bookings: Sequence[Booking], was: Slot, *, at: dt.datetime) -> None:
    """One mail to the asker about all these dates, and one to each host when some wait for a new answer."""
    waiting = [booking for booking in bookings if booking.state == BookingState.REQUESTED]
    _tell_asker_of_series(
        series,
        bookings,
        key=f"moved:{at.isoformat()}",
        subject=CHANGED[BookingState.CONFIRMED],
        template="booking/mail/moved_series.txt",
        more={"waiting": waiting},
        has_calendar=True,
    )
    if waiting:
        tell_hosts_of_series(series, bookings, was, at=at)


def _tell_asker_of_series(
    series: BookingSeries,
    bookings: Sequence[Booking],
    *,
    key: str,
    subject: Promise,
    template: str,
    more: dict[str, Any],
    has_calendar: bool,
) -> None:
    prefetch_related_objects(bookings, "spaces")
    first = bookings[0]
    if first.booked_by is None:
        return
    with translation.override(first.booked_by.language):
        queue_mail(
            key=f"series:{series.uuid}:{key}:{first.booked_by_id}",
            to=first.booked_by.email,
            subject=str(subject) % {"what": f"{first.space_names} {in_words(series)}"},
            body=render_to_string(template, about(first) | {"bookings": bookings, "series": series} | more),
            calendar=series_calendar(bookings) if has_calendar else "",
            calendar_method="PUBLISH" if has_calendar else "",
        )


def tell_of_decided(
    cancelled: Sequence[Booking], moved: Sequence[tuple[Booking, Slot]] = (), *, at: dt.datetime
) -> None:
    """Each person once, of what staff have cancelled and moved: about one loan as always, about several in one mail.

    With what is moved comes what it was.
    """
    fates: list[Fate] = [*((booking, None) for booking in cancelled), *moved]
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


def _tell_of_several(fates: Sequence[Fate], asker: User, at: dt.datetime) -> None:
    loans, is_moved = [booking for booking, _was in fates], any(was for _booking, was in fates)
    with translation.override(asker.language):
        subject = _("Endret: %(count)d lån, det første %(day)s") if is_moved else SEVERAL_CANCELLED
        count, first = len(loans), formats.local_date(loans[0].starts_at)
        several = {
            "cancelled": [booking for booking, was in fates if not was],
            "moved": [fate for fate in fates if fate[1]],
        }
        queue_mail(
            key=f"cancelled:{loans[0].uuid}:{loans[0].version}:{at.isoformat()}:{asker.pk}",
            to=asker.email,
            subject=str(subject) % {"count": count, "day": first},
            body=render_to_string("booking/mail/several.txt", about(loans[0]) | several),
            calendar=series_calendar(loans),
            calendar_method="PUBLISH",
        )
