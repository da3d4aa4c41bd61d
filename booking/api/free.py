"""/api/v1/venues/…/free/: what can be had on a day. Nothing about what is taken, or by whom."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from venues.models import Space, Venue
from website.core import clock
from website.core.api.answers import Instant, Span, absolute, offer
from website.core.api.questions import understood

from ..forms.need import DayForm
from ..queries.day_plan import Row, day_plan
from ..queries.situation import Situation
from ..templatetags.booking_tags import book_url

router = Router(tags=["venues"])


class FreeData(Span):
    starts: list[Instant]
    book_url: str


class FreeSpaceData(Schema):
    slug: str
    name: str
    is_whole_day: bool
    min_minutes: int
    max_minutes: int | None
    closed_because: str
    free: list[FreeData]


class FreeDayData(Schema):
    venue: str
    date: dt.date
    is_open: bool
    closed_because: str
    spaces: list[FreeSpaceData]


@router.get(
    "/venues/{slug:venue}/free/",
    **offer(
        FreeDayData,
        _("Ledige tider på en møteplass en dag"),
        DayForm,
        more=_(
            "Det samme som dagsplanen viser. «starts» er alle tidspunkt den dagen et lån kan begynne; "
            "det må vare minst «min_minutes» og slutte innen «ends_at», som kan være dagen etter. "
            "Er «is_whole_day» sant, er lånet hele tiden."
        ),
    ),
)
def free(request: HttpRequest, venue: str) -> dict[str, Any]:
    """For each space what the plan of the day shows as free."""
    place = get_object_or_404(Venue, slug=venue, is_public=True)
    day = understood(DayForm(request.GET)).cleaned_data["dato"]
    spaces = list(Space.objects.public().filter(venue=place).select_related("venue"))
    situation = Situation(spaces, day, day, at=clock.now())
    plan = day_plan(situation, spaces, day, {})
    return {
        "venue": place.slug,
        "date": day,
        "is_open": plan is not None,
        "closed_because": "" if plan else situation.hours.reason(place, day),
        "spaces": [_free_space(situation, row, day) for row in plan.rows] if plan else [],
    }


def _free_space(situation: Situation, row: Row, day: dt.date) -> dict[str, Any]:
    space = row.space
    starts = {one.period: situation.starts(one) for one in situation.free(space)}
    free = [
        {
            "starts_at": cell.period.starts_at,
            "ends_at": cell.period.ends_at,
            "starts": [start for start in starts[cell.period] if clock.local(start).date() == day],
            "book_url": absolute(book_url(space.venue, space, cell.offer)),
        }
        for cell in row.cells
        if cell.offer
    ]
    rules = {name: getattr(space, name) for name in ("is_whole_day", "min_minutes", "max_minutes")}
    why = situation.why_closed(space, day)
    return {"slug": space.slug, "name": space.name, **rules, "closed_because": why, "free": free}
