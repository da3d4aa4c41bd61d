"""Some hundred bookings around today, in all states."""

import datetime as dt
import uuid

from booking.enums import Visibility
from booking.models import Booking
from booking.operations.bookings import Details, cancel_booking, refuse_booking, request_booking, withdraw_booking
from venues.models import Space, Venue
from website.accounts.models import Organisation, User
from website.core import clock
from website.core.periods import Period
from website.core.refusals import RefusedError

DAYS_BACK, DAYS_AHEAD = 21, 42
DEMO = uuid.UUID("00000000-0000-4000-8000-00000000de30")  # the name space of the bookings' keys
TITLES = ["Styremøte", "Øvelse", "Kurs", "Medlemsmøte", "Planlegging", "Bursdag for foreningen", "Foreldremøte"]
STARTS = [dt.time(9), dt.time(12, 30), dt.time(16), dt.time(19)]


def load_bookings(
    venues: dict[str, Venue],
    organisations: list[Organisation],
    people: dict[str, User],
    *,
    today: dt.date,
    at: dt.datetime,
) -> int:
    """About two a day in each house; what is in the way of an activity is left out. Answers how many there are."""
    if Booking.objects.filter(is_demo=True, title__in=TITLES).exists():
        return Booking.objects.filter(is_demo=True).count()
    for venue in venues.values():
        for space in venue.spaces.order_by("order")[1:6]:
            _load_space(space, organisations, people, today, at)
    _load_waiting(venues["det-hvite-hus"], organisations, people["leder"], today, at)
    return Booking.objects.filter(is_demo=True).count()


def _load_space(
    space: Space, organisations: list[Organisation], people: dict[str, User], today: dt.date, at: dt.datetime
) -> None:
    """Each third to sixth day, at an hour that differs from room to room: spread, and the same every time."""
    for offset in range(-DAYS_BACK + space.order, DAYS_AHEAD, 3 + space.order % 4):
        number = space.order * 7 + offset + DAYS_BACK
        day, start = today + dt.timedelta(days=offset), STARTS[number % len(STARTS)]
        starts_at = clock.at_local(day, start)
        period = Period(starts_at, starts_at + dt.timedelta(hours=1 + number % 3))
        details = Details(
            title=TITLES[number % len(TITLES)],
            organisation=organisations[number % len(organisations)],
            key=uuid.uuid5(DEMO, f"{space.venue.slug}/{space.slug}/{offset}"),
        )
        try:
            booking = request_booking(
                spaces=[space], period=period, details=details, by=people["leder"], at=at, is_history=True
            )
        except RefusedError:
            continue
        if number % 11 == 0:
            cancel_booking(booking, reason="Vannlekkasje", by=people["admin"], at=at)


def _load_waiting(
    venue: Venue, organisations: list[Organisation], leader: User, today: dt.date, at: dt.datetime
) -> None:
    """Requests that wait for the host, one refused and one withdrawn."""
    hall = venue.spaces.get(slug="storsalen")
    for number, days in enumerate(range(8, 20, 2)):
        starts_at = clock.at_local(today + dt.timedelta(days=days), dt.time(18))
        details = Details(
            title=["Årsfest", "Kulturkveld", "Loppemarked", "Konsert", "Temamøte", "Julemesse"][number],
            note="Vi rydder selv.",
            people=60,
            visibility=Visibility.PUBLIC if number % 2 else Visibility.CLOSED,
            organisation=organisations[1 + number],
            key=uuid.uuid5(DEMO, f"waiting/{number}"),
        )
        period = Period(starts_at, starts_at + dt.timedelta(hours=3))
        try:
            booking = request_booking(spaces=[hall], period=period, details=details, by=leader, at=at, is_history=True)
        except RefusedError:
            continue
        if number == 4:
            refuse_booking(booking, reason="Salen er opptatt av folkemøtet.", by=leader, at=at)
        if number == 5:
            withdraw_booking(booking, by=leader, at=at)
