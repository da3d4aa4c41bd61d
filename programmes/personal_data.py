"""A person's seats in committees, for the file of everything we keep about them."""

from website.accounts.models import User
from website.accounts.personal_data import Rows, source

from .models import Seat


@source("committee_seats")
def committee_seats(person: User) -> Rows:
    rows = Seat.objects.filter(user=person)
    return [dict(row) for row in rows.values("community__name", "role", "valid_from", "valid_to")]
