"""Three houses, and an innbyggertorg with Asker's five zones. Rooms are invented."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from venues.enums import Purpose, SpaceKind, SpaceTag, VenueKind
from venues.models import Area, OpeningException, OpeningRule, Space, Unit, Venue
from venues.operations import open_venue
from website.accounts.models import User
from website.core.slugs import norwegian_slug


@dataclass(frozen=True)
class Room:
    """A space: its name, the units it consists of, how many it holds, and what is special."""

    name: str
    units: str
    capacity: int | None = None
    tags: tuple[SpaceTag, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class House:
    """A venue, open from the first to the second hour on weekdays, and in the weekend."""

    name: str
    area: str
    summary: str
    street: str
    weekdays: tuple[int, int]
    weekend: tuple[int, int]
    rooms: tuple[Room, ...]
    kind: VenueKind = VenueKind.HOUSE


APPROVED = {"needs_approval": True, "cancel_hours": 24}
HALL = {"buffer_after_minutes": 30, "max_minutes": 720, **APPROVED}
T = SpaceTag

HOUSES = [
    House(
        "Det hvite hus",
        "Sellebakk",
        "Huset midt på Sellebakk, satt i stand av frivillige og kommunen.",
        "Sellebakk torv 1",
        (8, 22),
        (10, 20),
        (
            Room("Storsalen", "Salen nord|Salen sør", 80, (T.STAGE, T.PROJECTOR, T.HEARING_LOOP, T.STEP_FREE), HALL),
            Room("Storsalen nord", "Salen nord", 40, (T.PROJECTOR, T.STEP_FREE), {"buffer_after_minutes": 30}),
            Room("Storsalen sør", "Salen sør", 40, (T.STEP_FREE,), {"buffer_after_minutes": 30}),
            Room("Kjøkkenet", "Kjøkkenet", 10, (T.KITCHEN, T.MAY_BE_MESSY, T.STEP_FREE)),
            Room("Møterom 1", "Møterom 1", 12, (T.SCREEN, T.STEP_FREE)),
            Room("Verkstedet", "Verkstedet", 16, (T.MAY_BE_NOISY, T.MAY_BE_MESSY)),
            Room("Hele huset", "Salen nord|Salen sør|Kjøkkenet|Møterom 1|Verkstedet", 120, (T.KITCHEN, T.STAGE), HALL),
        ),
    ),
    House(
        "Rebellhuset",
        "Holmen og Sentrum",
        "Det gule huset på Trosvikstranda, for alle som vil lage noe sammen.",
        "Trosvikstranda 4",
        (9, 22),
        (11, 21),
        (
            Room("Rebellsalen", "Rebellsalen", 90, (T.STAGE, T.PROJECTOR, T.MAY_BE_NOISY, T.STEP_FREE), HALL),
            Room("Ungdomsrommet", "Ungdomsrommet", 25, (T.SCREEN, T.MAY_BE_NOISY)),
            Room("Møterommet", "Møterommet", 10, (T.SCREEN, T.STEP_FREE)),
            Room("Kafeen", "Kafeen", 30, (T.KITCHEN, T.STEP_FREE)),
        ),
    ),
    House(
        "Samfunnshuset på Lisleby",
        "Lisleby",
        "Samlingsstedet på Lisleby, med frivilligsentral og stor sal.",
        "Lislebyveien 100",
        (8, 23),
        (9, 23),
        (
            Room("Storsal", "Storsal", 150, (T.STAGE, T.PROJECTOR, T.HEARING_LOOP, T.STEP_FREE), HALL),
            Room("Lillesal", "Lillesal", 40, (T.PROJECTOR, T.STEP_FREE)),
            Room("Kjøkken", "Kjøkken", 12, (T.KITCHEN, T.STEP_FREE)),
            Room("Møterom", "Møterom", 12, (T.SCREEN, T.STEP_FREE)),
            Room("Projektor", "Projektor", None, (T.PROJECTOR,), {"kind": SpaceKind.EQUIPMENT}),
        ),
    ),
    House(
        "Innbyggertorget",
        "Holmen og Sentrum",
        "Et torg under tak med fem soner, etter modell fra Asker.",
        "Torvet 1",
        (9, 20),
        (11, 16),
        (
            Room("Arbeidssonen", "Arbeidssonen", 12, (T.SCREEN, T.STEP_FREE), {"purpose": Purpose.FOCUS}),
            Room("Skapersonen", "Skapersonen", 20, (T.MAY_BE_MESSY, T.STEP_FREE), {"purpose": Purpose.CREATE}),
            Room("Veiledningssonen", "Veiledningssonen", 4, (T.STEP_FREE,), {"purpose": Purpose.SERVICE}),
            Room("Møtesonen", "Møtesonen", 40, (T.STAGE, T.HEARING_LOOP), {"purpose": Purpose.MEET}),
            Room("Delta-sonen", "Delta-sonen", 25, (T.PROJECTOR, T.STEP_FREE), {"purpose": Purpose.TAKE_PART}),
        ),
        VenueKind.SQUARE,
    ),
]


def load_houses(today: dt.date, *, by: User) -> dict[str, Venue]:
    """The venues by slug, with pages, units, spaces and opening hours."""
    venues = [_venue(house, by) for house in HOUSES]
    _close_for_a_day(venues[0], today)
    return {venue.slug: venue for venue in venues}


def _venue(house: House, by: User) -> Venue:
    if venue := Venue.objects.filter(name=house.name).first():
        return venue
    area, _made = Area.objects.get_or_create(name=house.area, defaults={"slug": norwegian_slug(house.area)})
    venue = open_venue(
        name=house.name,
        by=by,
        kind=house.kind,
        area=area,
        summary=house.summary,
        street=house.street,
        postcode="1600",
        town="Fredrikstad",
        phone="69 30 00 00",
        email=f"{norwegian_slug(house.name)}@example.no",
        accessibility="Trinnfri inngang, heis og toalett for rullestol.",
        is_demo=True,
    )
    _hours(venue, house)
    for order, room in enumerate(house.rooms):
        _space(venue, room, order)
    return venue


def _hours(venue: Venue, house: House) -> None:
    for weekday in range(7):
        opens, closes = house.weekdays if weekday < 5 else house.weekend
        OpeningRule.objects.create(venue=venue, weekday=weekday, opens=dt.time(opens), closes=dt.time(closes))


def _space(venue: Venue, room: Room, order: int) -> None:
    kind = SpaceKind.ZONE if "purpose" in room.fields else SpaceKind.ROOM
    fields = {"kind": kind, "grid_minutes": 30, "min_minutes": 30, **room.fields}
    space = Space(
        venue=venue,
        name=room.name,
        slug=norwegian_slug(room.name),
        capacity=room.capacity,
        tags=list(room.tags),
        order=order,
        **fields,
    )
    space.full_clean()
    space.save()
    names = room.units.split("|")
    space.units.set([Unit.objects.get_or_create(venue=venue, name=name)[0] for name in names])


def _close_for_a_day(venue: Venue, today: dt.date) -> None:
    """The second Monday from now, so that a day off is there to see."""
    day = today + dt.timedelta(days=14 - today.weekday())
    OpeningException.objects.get_or_create(venue=venue, date=day, defaults={"reason": "Gulvet i salen lakkes"})
