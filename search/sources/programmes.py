"""Activities, local communities and goals."""

import datetime as dt

from wagtail.rich_text import get_text_for_indexing

from programmes.enums import Age, Language
from programmes.models import Activity, Community, CommunityPage, Goal, Measure, SubProgrammePage
from programmes.models.occurrence import OccurrenceQuerySet
from programmes.queries.communities import public_communities
from venues.models import Space, Venue
from website.accounts.models import Organisation
from website.core import clock

from ..models import Kind
from ..moments import part_of, written
from .registry import EntryData, Source, register

DAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
WEEKEND = {5, 6}


def describe_activity(activity: Activity) -> EntryData:
    starts = _starts_of(activity.occurrences.all())
    return EntryData(
        kind=Kind.ACTIVITY,
        title=activity.title,
        url=activity.get_absolute_url(),
        body=" ".join([activity.summary, get_text_for_indexing(activity.description)]).strip(),
        place=activity.where,
        keywords=" ".join(
            [
                *_words_for(starts),
                str(activity.get_theme_display()),
                *activity.audience_names,
                *(activity.language_names if activity.languages != [Language.NORWEGIAN] else []),
                str(activity.organisation or ""),
                str(activity.community or ""),
                "" if activity.price_kr else "gratis",
            ]
        ),
        venue=activity.venue.slug if activity.venue else "",
        community=activity.community.slug if activity.community else "",
        theme=activity.theme,
        audience=activity.audience,
        ages=[age for age in Age if not activity.audience or {*age.audiences} & {*activity.audience}],
        languages=activity.languages,
        is_free=activity.price_kr == 0,
        is_step_free=activity.has_step_free_way,
        dates=sorted({clock.local(starts_at).date() for starts_at in starts}),
        times=sorted({written(clock.local(starts_at).date(), part_of(starts_at)) for starts_at in starts}),
    )


def _starts_of(occurrences: OccurrenceQuerySet) -> list[dt.datetime]:
    """When it happens; cancelled dates do not."""
    return list(occurrences.exclude(state="cancelled").order_by().values_list("starts_at", flat=True))


def _words_for(starts: list[dt.datetime]) -> list[str]:
    """`svømming lørdag`, `konsert i helgen`, `kurs på kveldstid`: the days and times people put in words."""
    days = {clock.local(starts_at).weekday() for starts_at in starts}
    words = [DAYS[day] for day in sorted(days)] + sorted({part_of(starts_at) for starts_at in starts})
    return [*words, "helg"] if days & WEEKEND else words


def describe_community(community: Community) -> EntryData:
    return EntryData(
        kind=Kind.COMMUNITY,
        title=community.name,
        url=community.get_absolute_url(),
        keywords=f"lokalsamfunn lokalsamfunnsutvalg {community.school_districts}",
        community=community.slug,
    )


def describe_goal(goal: Goal) -> EntryData:
    measures = " ".join(f"{measure.title}. {measure.result}" for measure in goal.measures.all())
    return EntryData(kind=Kind.PROGRAMME, title=goal.title, url=goal.page.url, body=measures, keywords="mål tiltak")


register(
    Source(
        Activity,
        lambda: Activity.objects.public().select_related("venue", "space", "community", "organisation"),
        describe_activity,
        depends={
            Venue: lambda venue: venue.activities.all(),
            Space: lambda space: space.activities.all(),
            Community: lambda community: community.activities.all(),
            Organisation: lambda organisation: organisation.activities.all(),
        },
    )
)
register(
    Source(
        Community,
        public_communities,
        describe_community,
        depends={CommunityPage: lambda page: [page.community]},
    )
)
register(
    Source(
        Goal,
        lambda: Goal.objects.filter(page__in=SubProgrammePage.objects.live().public()).select_related("page"),
        describe_goal,
        depends={Measure: lambda measure: [measure.goal], SubProgrammePage: lambda page: page.goals.all()},
    )
)
