"""What the pages of local communities show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Left, Length, Lower
from wagtail.models import Page

if TYPE_CHECKING:
    from ..models import Community

# æ, ø and å last, as in every Norwegian list; the database has no Norwegian order of its own
NORWEGIAN_ORDER = Func(Lower("name"), Value("æøå"), Value("{|}"), function="translate")


def public_communities() -> QuerySet[Community]:
    """Those whose page everyone may see, A to Å."""
    pages = apps.get_model("programmes", "CommunityPage").objects.live().public()
    return apps.get_model("programmes", "Community").objects.filter(page__in=pages).order_by(NORWEGIAN_ORDER)


def children(page: Page, kind: type[Page], order: str) -> QuerySet[Page]:
    """Published pages of one kind right below `page`, as their own type."""
    pages: QuerySet[Page] = kind.objects.child_of(page).live().public()
    return pages.order_by(order)


def latest_announcements(kind: type[Page]) -> QuerySet[Page]:
    """The newest from all communities, each with the name of its community."""
    community = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    pages: QuerySet[Page] = kind.objects.live().public().annotate(community_name=Subquery(community.values("title")))
    return pages.order_by(F("first_published_at").desc(nulls_last=True))[:6]
