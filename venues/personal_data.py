"""A person's roles at meeting places, for the file of everything we keep about them."""

from website.accounts.models import User
from website.accounts.personal_data import Rows, source

from .models import VenueRole


@source("venue_roles")
def venue_roles(person: User) -> Rows:
    rows = VenueRole.objects.filter(user=person)
    return [dict(row) for row in rows.values("venue__name", "role", "valid_from", "valid_to")]
