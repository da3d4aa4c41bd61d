"""Loans rely on the opening hours: what venues/agreements.py asks for."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from venues.agreements import Agreement, Source, register
from venues.models import Unit
from website.accounts.models import User

from .models import Booking
from .operations.claims import lock_units
from .operations.desk import cancel_bookings
from .permissions import may_call_off
from .queries.places import Place
from .queries.told import Told


def agreements(
    bookings: Sequence[Booking],
    *,
    by: User,
    at: dt.datetime,
    places: Mapping[int, Sequence[Place]] | None = None,
    must_go: bool = False,
) -> list[Agreement]:
    """The loans as things for `by` to decide about, told as far as they may read of each. Four queries at most.

    `places` are where each can be moved, by its id.
    """
    told, theirs = Told(bookings, by=by, at=at), may_call_off(by, bookings)
    return [
        Agreement(
            key=f"lan-{booking.uuid}",
            venue=booking.venue,
            period=booking.period,
            spaces=list(booking.spaces.all()),
            title=told.title(booking),
            who=told.who(booking),
            must_stay="" if booking in theirs else _must_stay(booking, by),
            must_go=must_go,
            moves=[(place.answer, place.words(booking)) for place in (places or {}).get(booking.pk, ())],
            row=booking,
        )
        for booking in bookings
    ]


def _must_stay(booking: Booking, by: User) -> str:
    if booking.booked_by_id == by.pk:
        return _("Dette er ditt eget lån. Gi det tilbake fra Min side hvis det ikke blir noe av.")
    return _("Bare verten kan avlyse dette lånet.")


def coming_loans(venues: Collection[int], by: User, at: dt.datetime) -> list[Agreement]:
    """All that are not over; nobody makes another one until the transaction ends."""
    lock_units(Unit.objects.filter(venue__in=venues).values_list("pk", flat=True))
    loans = Booking.objects.live().filter(venue__in=venues, ends_at__gt=at).order_by("starts_at", "pk")
    rows = loans.select_related("venue", "organisation", "booked_by").prefetch_related("spaces")
    return agreements(list(rows), by=by, at=at)


register(Source(coming_loans, cancel_bookings))
