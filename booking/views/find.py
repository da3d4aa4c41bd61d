"""What is free: all venues, one venue's day, one venue's week. Open to everyone, no cookies."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from venues.models import Space, Venue
from website.core import clock

from ..forms.need import NeedForm
from ..operations.holds import own_hold_of
from ..queries.day_plan import day_plan
from ..queries.needs import fitting_spaces
from ..queries.situation import Situation
from ..queries.venues_day import venues_day
from ..queries.week_plan import week_plan

ONE_DAY = dt.timedelta(days=1)


@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """Choose a house: which have rooms free on a day, or which rooms fit a need."""
    form = NeedForm(request.GET)
    need = form.need()
    spaces = Space.objects.public().select_related("venue")
    situation = Situation(spaces, need.day, need.day, at=clock.now())
    context = {
        "form": form,
        "need": need,
        "venues": venues_day(situation, need) if form.is_valid() else [],
    }
    return render(request, "booking/venues.html", context, status=_status(form))


@require_safe
def day(request: HttpRequest, venue: str) -> HttpResponse:
    """One day of a venue: every space, free and taken."""
    place = get_object_or_404(Venue, slug=venue, is_public=True)
    form = NeedForm(request.GET)
    need = form.need()
    spaces = _spaces(place)
    situation = Situation(spaces, need.day, need.day, at=clock.now(), own_hold=own_hold_of(request.user))
    plan = day_plan(situation, spaces, need.day)
    context = {
        "venue": place,
        "form": form,
        "need": need,
        "plan": plan,
        "fits": fitting_spaces(situation, need) if need.is_asked else None,
        "why_closed": situation.hours.reason(place, need.day) if plan is None else "",
        "before": need.day - ONE_DAY,
        "after": need.day + ONE_DAY,
        "shows_taken": "alt" in request.GET,
        "breadcrumbs": [("/lan-lokaler/", _("Lån lokaler")), (place.get_booking_url(), place.name)],
    }
    return render(request, "booking/day.html", context, status=_status(form))


@require_safe
def week(request: HttpRequest, venue: str) -> HttpResponse:
    """One week of a venue: how much of each day each space is free. The present week begins today."""
    place = get_object_or_404(Venue, slug=venue, is_public=True)
    form = NeedForm(request.GET)
    monday = form.need().day
    monday -= dt.timedelta(days=monday.weekday())
    spaces = _spaces(place)
    days = _days_of_week(monday)
    situation = Situation(spaces, days[0], days[-1], at=clock.now(), own_hold=own_hold_of(request.user))
    context = {
        "venue": place,
        "form": form,
        "days": days,
        "rows": week_plan(situation, days),
        "before": monday - dt.timedelta(days=7),
        "after": monday + dt.timedelta(days=7),
        "number": monday.isocalendar().week,
        "breadcrumbs": [
            ("/lan-lokaler/", _("Lån lokaler")),
            (place.get_booking_url(), place.name),
            (request.path, _("Hele uken")),
        ],
    }
    return render(request, "booking/week.html", context, status=_status(form))


def _days_of_week(monday: dt.date) -> list[dt.date]:
    """Its days, without those of the present week that have passed."""
    days = [monday + dt.timedelta(days=offset) for offset in range(7)]
    today = clock.today()
    return days[days.index(today) :] if today in days else days


def _spaces(venue: Venue) -> list[Space]:
    return list(Space.objects.active().filter(venue=venue).select_related("venue"))


def _status(form: NeedForm) -> int:
    """An address that cannot be understood is answered as such, with the sentence at the field."""
    return 200 if form.is_valid() else 400
