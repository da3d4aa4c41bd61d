"""What a person may read of what is agreed in a house: all of what they look after, of the rest as much as everyone."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from website.accounts.models import User
from website.core import clock, formats

from ..models import Booking, Closure
from ..permissions import visible_bookings


class Told:
    """Bookings and closures as `by` may read of them. One query."""

    def __init__(self, agreed: Iterable[Booking | Closure], *, by: User, at: dt.datetime) -> None:
        bookings = [one.pk for one in agreed if isinstance(one, Booking)]
        seen = visible_bookings(by, clock.local(at).date()).filter(pk__in=bookings)
        self.seen = set(seen.values_list("pk", flat=True))

    def about(self, one: Booking | Closure) -> str:
        """«Korøvelse, Storsalen, tirsdag 5. januar kl. 18:00–20:00»."""
        hours = formats.local_hours(one.period)
        return f"{self.title(one)}, {one.space_names}, {formats.local_date(one.starts_at)} {_('kl.')} {hours}"

    def address(self, one: Booking) -> str:
        """Of its page; empty for who may not open it."""
        return one.get_absolute_url() if one.pk in self.seen else ""

    def title(self, one: Booking | Closure) -> str:
        if isinstance(one, Closure):
            return _("Stengt (%(reason)s)") % {"reason": one.reason}
        return one.title if one.pk in self.seen else one.public_title or _("Opptatt")

    def who(self, one: Booking) -> str:
        """Has borrowed; empty for who may not read it."""
        return str(one.organisation or one.booked_by or "") if one.pk in self.seen else ""
