"""Some hundred bookings around today, in all states."""

import datetime as dt
import uuid
from typing import Any

from booking.enums import Visibility
from booking.models import Booking
from booking.operations.bookings import Details, cancel_booking, refuse_booking, request_booking, withdraw_booking
from venues.models import Space, Venue
from website.accounts.models import Organisation, User
from website.core import clock
from website.core.periods import Period
from website.core.refusals import RefusedError

from .people import leader_of

DAYS_BACK, DAYS_AHEAD = 21, 42
DEMO = uuid.UUID("00000000-0000-4000-8000-00000000de30")  # the name space of the bookings' keys
TITLES = ["Styremøte", "Øvelse", "Kurs", "Medlemsmøte", "Planlegging", "Bursdag for foreningen", "Foreldremøte"]
LEADERS = 2  # the first organisations, whose loans are those in LOANS
LOANS = [  # of the demo leader: organisation, house, room, days from today, hour, title
    (0, "samfunnshuset-pa-lisleby", "lillesal", -16, 18, "Årsmøte"),
    (1, "det-hvite-hus", "moterom-1", -9, 17, "Styremøte"),
    (0, "rebellhuset", "kafeen", -4, 18, "Strikkekveld"),
    (0, "samfunnshuset-pa-lisleby", "lillesal", 3, 18, "Strikkekurs for nybegynnere"),
    (1, "det-hvite-hus", "moterom-1", 6, 18, "Styremøte"),
    (0, "samfunnshuset-pa-lisleby", "moterom", 17, 18, "Medlemsmøte"),
    (1, "rebellhuset", "rebellsalen", 24, 17, "Utstilling"),
]
WITHDRAWN = "Utstilling"
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
    for number, (index, venue, room, days, hour, title) in enumerate(LOANS):
        space, period = venues[venue].spaces.get(slug=room), _period(today, days, dt.time(hour), 2)
        booking = _book(space, period, organisations[index], at, title=title, key=f"loan/{number}")
        if booking and title == WITHDRAWN:
            withdraw_booking(booking, by=people["leder"], at=at)
    for house in venues.values():
        for space in house.spaces.order_by("order")[1:6]:
            _load_space(space, organisations[LEADERS:], people["admin"], today, at)
    _load_waiting(venues["det-hvite-hus"], organisations, people["vert"], today, at)
    return Booking.objects.filter(is_demo=True).count()


def _load_space(space: Space, organisations: list[Organisation], admin: User, today: dt.date, at: dt.datetime) -> None:
    """Each third to sixth day, at an hour that differs from room to room: spread, and the same every time."""
    for offset in range(-DAYS_BACK + space.order, DAYS_AHEAD, 3 + space.order % 4):
        number = space.order * 7 + offset + DAYS_BACK
        period = _period(today, offset, STARTS[number % len(STARTS)], 1 + number % 3)
        title, key = TITLES[number % len(TITLES)], f"{space.venue.slug}/{space.slug}/{offset}"
        booking = _book(space, period, organisations[number % len(organisations)], at, title=title, key=key)
        if booking and number % 11 == 0:
            cancel_booking(booking, reason="Vannlekkasje", by=admin, at=at)


def _load_waiting(venue: Venue, organisations: list[Organisation], host: User, today: dt.date, at: dt.datetime) -> None:
    """Requests that wait for the host, one refused."""
    hall = venue.spaces.get(slug="storsalen")
    titles = ["Årsfest", "Kulturkveld", "Loppemarked", "Konsert", "Temamøte", "Julemesse"]
    for number, title in enumerate(titles):
        booking = _book(
            hall,
            _period(today, 8 + 2 * number, dt.time(18), 3),
            organisations[(1 + number) % len(titles)],
            at,
            title=title,
            note="Vi rydder selv.",
            people=60,
            visibility=Visibility.PUBLIC if number % 2 else Visibility.CLOSED,
            key=f"waiting/{number}",
        )
        if booking and title == "Temamøte":
            refuse_booking(booking, reason="Salen er opptatt av folkemøtet.", by=host, at=at)


def _period(today: dt.date, days: int, start: dt.time, hours: int) -> Period:
    starts_at = clock.at_local(today + dt.timedelta(days=days), start)
    return Period(starts_at, starts_at + dt.timedelta(hours=hours))


def _book(
    space: Space, period: Period, organisation: Organisation, at: dt.datetime, *, key: str, **details: Any
) -> Booking | None:
    """By the one who leads the organisation; nothing where something is in the way."""
    wish = Details(organisation=organisation, key=uuid.uuid5(DEMO, key), **details)
    try:
        return request_booking(
            spaces=[space], period=period, details=wish, by=leader_of(organisation), at=at, is_history=True
        )
    except RefusedError:
        return None
