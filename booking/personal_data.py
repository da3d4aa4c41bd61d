"""The bookings a person made, for the file of everything we keep about them."""

from website.accounts.models import User
from website.accounts.personal_data import Rows, source

from .models import Booking, LoanCalendar

FIELDS = ["title", "venue__name", "starts_at", "ends_at", "state", "note", "people", "organisation__name", "created_at"]


@source("bookings")
def bookings(person: User) -> Rows:
    return [dict(row) for row in Booking.objects.filter(booked_by=person).order_by("starts_at").values(*FIELDS)]


@source("loan_calendars")
def loan_calendars(person: User) -> Rows:
    rows = LoanCalendar.objects.filter(person=person).order_by("made_at")
    return [dict(row) for row in rows.values("organisation__name", "made_at", "used_on", "revoked_at")]
