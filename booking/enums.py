from django.db import models
from django.utils.translation import gettext_lazy as _


class BookingState(models.TextChoices):
    REQUESTED = "requested", _("venter på svar")
    CONFIRMED = "confirmed", _("godkjent")
    REFUSED = "refused", _("avslått")
    WITHDRAWN = "withdrawn", _("trukket")
    CANCELLED = "cancelled", _("avlyst")
    RELEASED = "released", _("gitt tilbake")


# Which state may follow which; a state that is not a key is final.
FOLLOWS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.REQUESTED: frozenset(
        {BookingState.CONFIRMED, BookingState.REFUSED, BookingState.WITHDRAWN, BookingState.CANCELLED}
    ),
    BookingState.CONFIRMED: frozenset(
        {BookingState.CANCELLED, BookingState.RELEASED, BookingState.REQUESTED}  # asked anew: other times or rooms
    ),
}

LIVE = frozenset({BookingState.REQUESTED, BookingState.CONFIRMED})  # these, and only these, have claims


class Visibility(models.TextChoices):
    PUBLIC = "public", _("åpent for alle: tittelen vises")
    CLOSED = "closed", _("lukket: vises bare som opptatt")


class Trouble(models.TextChoices):
    """All we tell of why a calendar from outside could not be read: what its server wrote is never shown."""

    UNREACHABLE = "unreachable", _("Vi når ikke kalenderen.")
    FORBIDDEN = "forbidden", _("Adressen kan ikke følges.")
    NOT_A_CALENDAR = "not_a_calendar", _("Det som ligger på adressen, er ikke en kalender vi kan lese.")
    TOO_LARGE = "too_large", _("Kalenderen er for stor.")
    SHRUNK = "shrunk", _("Mer enn halvparten av tidene er borte. Vi venter til neste gang før vi frigir dem.")
