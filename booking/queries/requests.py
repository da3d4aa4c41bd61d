"""What waits for a host, oldest first, and what is worth looking at before saying yes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Min, Q
from django.utils.translation import gettext as _

from venues.queries import OpeningHours
from website.accounts.models import User
from website.core import clock

from ..enums import BookingState
from ..models import Booking
from ..models.booking import BookingQuerySet
from .series import seen_as

SOON = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Request:
    """A booking that waits, and the remarks about it: none means that it can be approved with the others."""

    booking: Booking
    remarks: list[str]
    dates: int
    seen: str  # what the answer is given to: its version, or that of all dates together


def waiting_bookings(venues: Iterable[int]) -> BookingQuerySet:
    """Oldest first; of fixed loans the first date alone, as one answer is for all."""
    waiting = Booking.objects.filter(venue__in=venues, state=BookingState.REQUESTED)
    firsts = waiting.exclude(series=None).values("series").annotate(first=Min("pk")).values("first")
    rows = waiting.filter(Q(series=None) | Q(pk__in=firsts)).order_by("created_at", "pk")
    return rows.select_related("venue", "organisation", "booked_by", "series").prefetch_related("spaces__venue")


def waiting_requests(venues: Iterable[int], *, by: User, at: dt.datetime) -> list[Request]:
    """All that waits at the venues, as the host `by` sees it. Ten queries at most, whatever their number."""
    return as_requests(list(waiting_bookings(venues)), by=by, at=at)


def as_requests(bookings: Sequence[Booking], *, by: User, at: dt.datetime) -> list[Request]:
    """The bookings with what the host `by` should know of them, in the list and on the page of one alike."""
    if not bookings:
        return []
    outside = outside_hours(bookings)
    known = _known_borrowers(bookings, at)
    dates = _dates_of({booking.series_id for booking in bookings} - {None})
    return [_request(booking, _remarks(booking, outside, known, by, at), dates) for booking in bookings]


def outside_hours(bookings: Sequence[Booking]) -> set[int]:
    """Those at times when the house or the space is not open, as where it was closed after they were made."""
    if not bookings:
        return set()
    first = clock.local(min(booking.starts_at for booking in bookings)).date()
    last = clock.local(max(booking.ends_at for booking in bookings)).date()
    hours = OpeningHours({booking.venue for booking in bookings}, first, last)
    return {one.pk for one in bookings if not hours.cover(one.venue, one.spaces.all(), one.period)}


def _request(booking: Booking, remarks: list[str], dates: dict[int | None, list[tuple[int, int]]]) -> Request:
    if booking.series_id is None:
        return Request(booking, remarks, 1, str(booking.version))
    together = dates.get(booking.series_id, [])
    return Request(booking, remarks, len(together), seen_as(together))


def _dates_of(series: Collection[int | None]) -> dict[int | None, list[tuple[int, int]]]:
    """The dates that wait, each by id and version, by series."""
    found: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    if series:
        waiting = Booking.objects.filter(series__in=series, state=BookingState.REQUESTED)
        for pk, number, version in waiting.values_list("series", "pk", "version"):
            found[pk].append((number, version))
    return found


def _known_borrowers(bookings: Sequence[Booking], at: dt.datetime) -> set[tuple[int | None, int | None]]:
    """(organisation, None) and (None, person) of those who have had a loan before."""
    past = Booking.objects.filter(state=BookingState.CONFIRMED, ends_at__lt=at)
    organisations = past.filter(organisation__in={booking.organisation_id for booking in bookings} - {None})
    people = past.filter(organisation=None, booked_by__in={booking.booked_by_id for booking in bookings} - {None})
    known: set[tuple[int | None, int | None]] = {
        (pk, None) for pk in organisations.values_list("organisation", flat=True).distinct()
    }
    return known | {(None, pk) for pk in people.values_list("booked_by", flat=True).distinct()}


def _remarks(
    booking: Booking,
    outside: set[int],
    known: set[tuple[int | None, int | None]],
    by: User,
    at: dt.datetime,
) -> list[str]:
    borrower = (booking.organisation_id, None) if booking.organisation_id else (None, booking.booked_by_id)
    found = [
        (booking.booked_by_id == by.pk, _("Din egen bestilling, en annen vert må svare")),
        (booking.starts_at <= at, _("Tiden er passert")),
        (at < booking.starts_at < at + SOON, _("Begynner om mindre enn ett døgn")),
        (borrower not in known, _("Første lån")),
        (booking.pk in outside, _("Utenfor åpningstiden")),
        (bool(booking.note), _("Beskjed: %(note)s") % {"note": booking.note}),
    ]
    return [remark for holds, remark in found if holds]
