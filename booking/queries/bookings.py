"""Lists of bookings, with what a list shows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from wagtail.models import ModelLogEntry

from venues.models import Space
from website.accounts.models import Organisation, User
from website.core.periods import Period

from ..enums import LIVE, BookingState
from ..models import Booking
from ..models.booking import BookingQuerySet

LATELY = dt.timedelta(days=14)


@dataclass(frozen=True)
class Loan:
    """A booking, or fixed loans in the same state: the first of them, and how many dates there are.

    No dates where each is listed by itself.
    """

    booking: Booking
    dates: int = 1


def bookings_of(person: User, organisations: list[Organisation]) -> BookingQuerySet:
    """A person's own bookings and those of the organisations, each once. Two queries with its spaces."""
    found = Booking.objects.of_person(person, organisations)
    return found.select_related("venue", "organisation", "series").prefetch_related("spaces")


def news(mine: BookingQuerySet, *, to: User, at: dt.datetime) -> BookingQuerySet:
    """What waits for an answer, and what somebody else has said no to or cancelled lately."""
    waits = Q(state=BookingState.REQUESTED, ends_at__gte=at)
    lost = Q(state__in=[BookingState.REFUSED, BookingState.CANCELLED], decided_at__gte=at - LATELY)
    return mine.filter(waits | lost & ~Q(decided_by=to))


def coming(mine: BookingQuerySet, *, at: dt.datetime) -> BookingQuerySet:
    """The loans that are agreed and not over."""
    return mine.filter(state=BookingState.CONFIRMED, ends_at__gte=at)


def over(mine: BookingQuerySet, *, at: dt.datetime) -> BookingQuerySet:
    """What is past or came to nothing, the latest first."""
    return mine.filter(Q(ends_at__lt=at) | ~Q(state__in=LIVE)).order_by("-starts_at", "-pk")


def one_of_each_series(bookings: BookingQuerySet) -> BookingQuerySet:
    """In order of time; of fixed loans in the same state the first alone."""
    firsts = bookings.exclude(series=None).order_by("series", "state", "starts_at").distinct("series", "state")
    return bookings.filter(Q(series=None) | Q(pk__in=firsts.values("pk"))).order_by("starts_at", "pk")


def as_loans(bookings: Iterable[Booking], among: BookingQuerySet) -> list[Loan]:
    """The bookings that are shown, each with how many dates of its series are `among`. One query."""
    shown = list(bookings)
    same = among.filter(series__in={booking.series_id for booking in shown} - {None}).order_by()
    dates = {
        (series, state): count for series, state, count in same.values_list("series", "state").annotate(Count("pk"))
    }
    return [Loan(booking, dates.get((booking.series_id, booking.state), 1)) for booking in shown]


def loan_then(person: User, spaces: Iterable[Space], period: Period) -> Booking | None:
    """The first loan the person has of one of the spaces in `period`."""
    mine = Booking.objects.live().overlapping(period).filter(booked_by=person, spaces__in=spaces)
    return mine.order_by("starts_at").first()


def moved_from(booking: Booking) -> str:
    """Where and when it was before it was moved last, in words; "" if it never was."""
    moves = ModelLogEntry.objects.for_instance(booking).filter(action="booking.moved").order_by("-timestamp")
    data = moves.values_list("data", flat=True).first()
    return str(data.get("was", "")) if data else ""
