"""A person goes. Rooms that are lent stay lent; the person's own words go."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from website.accounts.models import User
from website.core.refusals import RefusedError

from ..enums import BookingState, Visibility
from ..models import Booking
from .bookings import withdraw_booking
from .claims import lock_units_of


@transaction.atomic
def forget_person(person: User, *, at: dt.datetime) -> None:
    """Withdraw what waits and is only theirs, and take their words out of all they asked for.

    What an organisation has asked for keeps its title: others of it still come.
    """
    mine = Booking.objects.filter(booked_by=person)
    own = mine.filter(organisation=None)
    waiting = own.filter(state=BookingState.REQUESTED).order_by("pk")  # who locks many bookings keeps this order
    lock_units_of(booking__in=waiting)
    for booking in waiting:
        try:
            withdraw_booking(booking, by=person, at=at)
        except RefusedError:  # a host has just answered
            continue
    mine.update(note="")
    own.update(title=_("Privat lån"), visibility=Visibility.CLOSED)
