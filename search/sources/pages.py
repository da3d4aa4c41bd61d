"""Pages editors write. The pages of venues and communities are found as what they are the face of."""

from typing import Any

from django.db.models import QuerySet

from programmes.models import (
    AnnouncementPage,
    MatterPage,
    MinutesPage,
    ParticipationPage,
    ProgrammePage,
    SubProgrammePage,
)
from website.core.pages import SitePage

from ..models import Kind
from .registry import EntryData, Source, register

KINDS = {
    AnnouncementPage: Kind.NEWS,
    MinutesPage: Kind.NEWS,
    ProgrammePage: Kind.PROGRAMME,
    SubProgrammePage: Kind.PROGRAMME,
    ParticipationPage: Kind.PAGE,
    MatterPage: Kind.PAGE,
}


def describe_page(page: SitePage) -> EntryData:
    body = getattr(page, "body", None)
    text = " ".join(body.stream_block.get_searchable_content(body)) if body else ""
    parent = page.get_parent()
    return EntryData(
        kind=KINDS.get(type(page), Kind.PAGE),
        title=page.title,
        url=page.url or "",
        body=f"{page.summary} {text}".strip(),
        place=parent.title if parent.depth > 2 else "",
        community=parent.slug if isinstance(page, (AnnouncementPage, MinutesPage)) else "",
        dates=[page.meeting_date] if isinstance(page, MinutesPage) else [],
    )


def register_page(model: type[SitePage]) -> None:
    def public() -> QuerySet[Any]:
        rows: QuerySet[Any] = model.objects.live().public()
        return rows

    register(Source(model, public, describe_page, depends={}))


for model in KINDS:
    register_page(model)
