"""A typical week. Those in a room own the room's bookings, ten weeks ahead."""

import datetime as dt
from dataclasses import dataclass

from programmes.enums import Audience, Language, Theme
from programmes.models import Activity, ActivitySeries, Community
from programmes.operations.activities import create_activity
from programmes.operations.occurrences import cancel_occurrence
from programmes.operations.rooms import take_rooms
from programmes.operations.series import repeat_activity
from venues.models import Venue
from venues.rules import holiday_name
from website.accounts.models import Organisation, User
from website.core import clock, recurrence

WEEKS_AHEAD = 10
A, L, T = Audience, Language, Theme


@dataclass(frozen=True)
class Event:
    """An activity each week (or as `every` says): weekday (Monday is 0), hour, minutes, where, for whom."""

    title: str
    weekday: int
    start: str
    minutes: int
    venue: str
    room: str
    theme: Theme
    summary: str
    audience: tuple[Audience, ...] = ()
    languages: tuple[Language, ...] = (Language.NORWEGIAN,)
    every: int = 1
    nth: int = 0
    organiser: str = ""
    community: str = ""
    price: int = 0
    more: str = ""
    sign_up: str = ""


HVITE, REBELL, LISLEBY, TORG = "det-hvite-hus", "rebellhuset", "samfunnshuset-pa-lisleby", "innbyggertorget"

WEEK = [
    Event("Åpen barnehage", 0, "10:00", 120, TORG, "skapersonen", T.MEET, "Lek og kaffe for de minste og de voksne.",
          (A.SMALL_CHILDREN, A.FAMILIES),
          more="Kom når det passer, og gå når dere vil. De voksne er med barna hele tiden. Vi har stellerom."),
    Event("Språkkafé", 0, "17:30", 120, LISLEBY, "lillesal", T.LEARN, "Øv norsk og treff naboer. Alle er velkomne.",
          (A.ADULTS, A.NEWCOMERS), (L.NORWEGIAN, L.ENGLISH, L.UKRAINIAN), organiser="Frivilligsentralen på Lisleby",
          community="Lisleby", more="Vi sitter i små grupper, med en frivillig i hver. Ta gjerne med barn."),
    Event("Tirsdagskaffe med trim", 1, "11:00", 120, HVITE, "storsalen-sor", T.MOVE, "Trim i stol, så kaffe og vafler.",
          (A.SENIORS,), organiser="Trosvik pensjonistforening", community="Sellebakk", price=30,
          more="Trimmen varer i en halv time, og alle er med så godt de kan. Prisen er for kaffe og vafler."),
    Event("Leksehjelp", 1, "15:00", 120, REBELL, "moterommet", T.LEARN, "Hjelp med leksene, og noe å spise.",
          (A.CHILDREN, A.YOUTH),
          more="For 5. til 10. trinn. Frivillige hjelper i alle fag. Vi serverer brødmat klokken 15."),
    Event("Strikkekafé", 2, "18:00", 120, LISLEBY, "moterom", T.CRAFT, "Ta med strikketøyet. Vi hjelper deg i gang.",
          (A.ADULTS, A.SENIORS), every=2, organiser="Lisleby strikkeklubb", community="Lisleby",
          more="Har du ikke garn og pinner, låner du av oss første gang."),
    Event("Åpen dag: jobb og råd", 2, "12:00", 120, REBELL, "kafeen", T.WORK, "Kom innom for en prat om jobb og skole.",
          (A.YOUTH, A.ADULTS),
          more="Vi hjelper deg med CV, søknader og skjemaer. Ta med det du har. Ingen timebestilling."),
    Event("Somalisk treff", 3, "17:00", 120, TORG, "motesonen", T.MEET, "Samtale, te og hjelp med skjemaer.",
          (A.ADULTS, A.NEWCOMERS), (L.SOMALI, L.NORWEGIAN), organiser="Somalisk kvinnegruppe",
          more="Vi snakker somali og norsk. Barn er velkomne."),
    Event("Ungdomsklubb", 3, "18:00", 180, REBELL, "ungdomsrommet", T.CULTURE, "13 til 17 år. Musikk, spill og mat.",
          (A.YOUTH,), organiser="Ungdomsklubben på Rebellhuset",
          more="To voksne er til stede hele kvelden. Klubben er rusfri."),
    Event("Matutdeling", 4, "14:00", 120, LISLEBY, "kjokken", T.FOOD, "Ta det du trenger. Ingen spørsmål.", nth=-1,
          organiser="Frivilligsentralen på Lisleby", community="Lisleby",
          more="Siste fredag i måneden. Ta med pose. Vi deler ut så lenge vi har."),
    Event("Reparasjonskafé", 5, "11:00", 180, HVITE, "verkstedet", T.CRAFT, "Reparer klær og sykler med hjelp.",
          organiser="Nabolagets reparasjonskafé", community="Sellebakk",
          more="Vi har symaskiner og verktøy. Deler til sykkelen tar du med selv."),
    Event("Familiesøndag", 6, "13:00", 180, LISLEBY, "storsal", T.MOVE, "Åpen hall med lek, ball og musikk.",
          (A.FAMILIES, A.CHILDREN), (L.NORWEGIAN, L.ENGLISH), organiser="Frivilligsentralen på Lisleby",
          community="Lisleby", more="Ta med innesko. Barn under ti år kommer sammen med en voksen."),
    Event("Svømmekurs for barn", 5, "10:00", 60, "", "", T.MOVE, "Barn fra 6 til 10 år lærer å svømme.", (A.CHILDREN,),
          organiser="Glomma svømmegruppe", price=400, more="Vi møtes utenfor svømmehallen et kvarter før.",
          sign_up="Send e-post til arrangøren med barnets alder. Det er plass til 12 barn."),
]  # fmt: skip


def load_activities(
    venues: dict[str, Venue],
    communities: dict[str, Community],
    organisations: list[Organisation],
    *,
    by: User,
    today: dt.date,
    at: dt.datetime,
) -> None:
    """The week, from the Monday before last. One date of the language café is called off."""
    if Activity.objects.filter(is_demo=True).exists():
        return
    by_name = {organisation.name: organisation for organisation in organisations}
    for event in WEEK:
        venue = venues.get(event.venue)
        activity = create_activity(
            title=event.title,
            by=by,
            at=at,
            summary=event.summary,
            description=f"<p>{event.more}</p>",
            sign_up=event.sign_up,
            venue=venue,
            space=venue.spaces.get(slug=event.room) if venue else None,
            place="" if venue else "Fredrikstad svømmehall",
            theme=event.theme,
            audience=list(event.audience),
            languages=list(event.languages),
            organisation=by_name.get(event.organiser),
            community=communities.get(event.community),
            price_kr=event.price,
            is_step_free=venue is None,
            is_demo=True,
        )
        _dates(activity, event, by, today, at)


def _dates(activity: Activity, event: Event, by: User, today: dt.date, at: dt.datetime) -> None:
    first = today - dt.timedelta(days=today.weekday() + 14 - event.weekday)
    rule = (
        recurrence.monthly(event.weekday, event.nth) if event.nth else recurrence.weekly([event.weekday], event.every)
    )
    series = repeat_activity(
        activity,
        rule=rule,
        start=dt.datetime.combine(first, dt.time.fromisoformat(event.start)),
        minutes=event.minutes,
        until=today + dt.timedelta(weeks=WEEKS_AHEAD),
        by=by,
        at=at,
    )
    take_rooms(series.occurrences.all(), by=by, at=at, is_history=True)
    if not activity.venue:
        _rest_on_holidays(series, by, at)
    if activity.title == "Språkkafé":
        cancel_occurrence(
            series.occurrences.upcoming(at)[2], reason="Verten er på kurs. Vi ses uken etter.", by=by, at=at
        )


def _rest_on_holidays(series: ActivitySeries, by: User, at: dt.datetime) -> None:
    """Our houses are closed then, and so make no dates; of a hall of others nobody knows."""
    for occurrence in series.occurrences.all():
        if name := holiday_name(clock.local(occurrence.starts_at).date()):
            cancel_occurrence(occurrence, reason=f"Svømmehallen er stengt: {name.lower()}.", by=by, at=at)
