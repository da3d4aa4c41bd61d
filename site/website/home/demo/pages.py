"""The page tree: meeting places, communities, the neighbourhood programme, having a say."""

import datetime as dt
from typing import Any

from wagtail.models import Page

from programmes.enums import MeasureState
from programmes.models import (
    AnnouncementPage,
    Community,
    CommunityIndexPage,
    Goal,
    MatterPage,
    Measure,
    MinutesPage,
    ParticipationPage,
    ProgrammePage,
    SubProgrammePage,
)
from venues.models import VenueIndexPage
from website.accounts.models import User
from website.core.slugs import norwegian_slug
from website.home.models import HomePage

PARTS = [
    (
        "Bo- og nærmiljø",
        "Trygge uterom og møteplasser der folk bor.",
        [
            ("Flere møtes i nærmiljøet sitt", [("Åpne husene på kveldstid", MeasureState.ONGOING, "")]),
            ("Uterommene er trygge og grønne", [("Ny belysning langs Glommastien", MeasureState.PLANNED, "")]),
        ],
    ),
    (
        "Oppvekst og utdanning",
        "Alle barn og unge har noe å gå til og noen å spørre.",
        [("Flere barn deltar i fritidsaktiviteter", [("Gratis leksehjelp", MeasureState.ONGOING, "")])],
    ),
    (
        "Sysselsetting",
        "Veien til jobb går gjennom folk man kjenner.",
        [
            (
                "Flere unge kommer i arbeid eller utdanning",
                [
                    ("Åpen dag hver onsdag", MeasureState.ONGOING, ""),
                    ("Jobbmesse på Rebellhuset", MeasureState.DONE, "18 unge fikk sommerjobb."),
                ],
            )
        ],
    ),
]

ANNOUNCEMENTS = [
    ("Dugnad på lørdag", "Vi rydder strandkanten sammen. Ta med hansker, vi har kaffe.", 2),
    ("Ny belysning på gangveien", "Kommunen setter opp lys før jul.", 9),
    ("Bli med i utvalget", "Vi trenger to nye medlemmer. Kom på årsmøtet.", 20),
]


def publish(parent: Page, kind: type[Page], title: str, *, by: User, **fields: Any) -> Page:
    """A published page below `parent`; the one that is there already is left as it is."""
    slug = norwegian_slug(title)
    if there := kind.objects.child_of(parent).filter(slug=slug).first():
        return there
    page = parent.add_child(instance=kind(title=title, slug=slug, owner=by, **fields))
    page.save_revision(user=by).publish(user=by)
    return page


def load_pages(today: dt.date, *, by: User) -> None:
    """All but the pages of houses and communities, which come with them below the lists."""
    home = HomePage.objects.get()
    summary = "Husene og torget der alle kan møtes, låne rom og være med."
    publish(home, VenueIndexPage, "Møteplasser", by=by, summary=summary)
    summary = "Fredrikstad har 21 lokalsamfunn, hvert med sitt utvalg."
    publish(home, CommunityIndexPage, "Lokalsamfunn", by=by, summary=summary)
    _programme(home, by)
    _participation(home, by, today)


def _programme(home: HomePage, by: User) -> None:
    programme = publish(
        home,
        ProgrammePage,
        "Områdesatsing",
        by=by,
        summary="Et tiårig løft for levekår i tre områder, med møteplasser i hvert av dem.",
    )
    for title, summary, goals in PARTS:
        page = publish(programme, SubProgrammePage, title, by=by, summary=summary)
        for order, (goal_title, measures) in enumerate(goals):
            goal, _made = Goal.objects.get_or_create(page=page, title=goal_title, defaults={"order": order})
            for measure, state, result in measures:
                Measure.objects.get_or_create(goal=goal, title=measure, defaults={"state": state, "result": result})


def _participation(home: HomePage, by: User, today: dt.date) -> None:
    page = publish(
        home, ParticipationPage, "Si din mening", by=by, summary="Her finner du saker du kan være med og påvirke nå."
    )
    publish(
        page,
        MatterPage,
        "Hva skal storsalen på Lisleby brukes til?",
        by=by,
        summary="Salen pusses opp. Si hva du vil bruke den til.",
        body=[("text", "<p>Storsalen i Samfunnshuset får nytt gulv og ny scene. Hva vil dere gjøre der?</p>")],
        closes_on=today + dt.timedelta(days=21),
        answer_to="samfunnshuset-pa-lisleby@example.no",
        what_happens="Frivilligsentralen leser alt. Svaret kommer her innen to uker etter fristen.",
    )
    publish(
        page,
        MatterPage,
        "Når skal Det hvite hus være åpent?",
        by=by,
        summary="Vi spurte om kvelder og helger.",
        closes_on=today - dt.timedelta(days=30),
        answer_to="det-hvite-hus@example.no",
        what_happens="Verten leser alt og legger et forslag fram for lokalsamfunnsutvalget.",
        outcome="De fleste ba om lengre kvelder. Huset er nå åpent til klokken 22 på hverdager.",
    )


def load_news(community: Community, today: dt.date, *, by: User) -> None:
    """Three announcements and two sets of minutes, dated back from today."""
    for title, summary, _days in ANNOUNCEMENTS:
        publish(community.page, AnnouncementPage, title, by=by, summary=summary)
    for days in (12, 40):
        day = today - dt.timedelta(days=days)
        publish(
            community.page,
            MinutesPage,
            f"Referat fra møte {day:%d.%m.%Y}",
            by=by,
            meeting_date=day,
            body=[
                ("text", "<p>Til stede: leder, nestleder og tre medlemmer.</p><h2>Saker</h2><p>Vi vedtok dugnaden.</p>")
            ],
        )
