"""A loan as mails tell of it, each time in the language that is active then."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from website.core import formats
from website.core.periods import Period

from ..models import Booking
from .invitations import place


@dataclass(frozen=True)
class Slot:
    """Rooms and time: «Storsalen mandag 11. januar kl. 18:00–20:00»."""

    rooms: str
    period: Period

    def __str__(self) -> str:
        day, hours = formats.local_date(self.period.starts_at), formats.local_hours(self.period)
        return f"{self.rooms} {day} {_('kl.')} {hours}"

    @property
    def logged(self) -> str:
        """The same in the language of the site, whoever does what is logged."""
        with translation.override(settings.LANGUAGE_CODE):
            return str(self)


def slot_of(booking: Booking) -> Slot:
    return Slot(booking.space_names, booking.period)


def about(booking: Booking) -> dict[str, Any]:
    """What every mail's template is given."""
    return {"booking": booking, "bookings": [booking], "place": place(booking), "base": settings.PUBLIC_BASE_URL}
