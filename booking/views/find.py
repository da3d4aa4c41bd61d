"""What is free: all venues, one venue's day, one venue's week. Open to everyone, no cookies."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from venues.models import Space, Venue
from website.accounts.models import User
from website.core import clock

from ..forms.need import FURTHEST, NeedForm
from ..operations.holds import own_hold_of
from ..queries.day_plan import day_plan
from ..queries.first_free import first_free, hours_ahead
from ..queries.limits import borrowers_of
from ..queries.needs import Need, fitting_spaces, nearest_fits
from ..queries.situation import Situation
from ..queries.venues_day import venues_day
from ..queries.week_plan import week_plan

ONE_DAY = dt.timedelta(days=1)
A_WEEK = dt.timedelta(days=7)


@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """Choose a house: which have rooms free on a day, or which rooms fit a need."""
    form = NeedForm(request.GET)
    need = form.need()
    spaces = list(Space.objects.public().select_related("venue"))
    hours = hours_ahead(spaces, need.day)
    borrowers = borrowers_of(request.user)
    situation = Situation(
        spaces, need.day, need.day, at=clock.now(), hours=hours, quantity=need.quantity, borrowers=borrowers
    )
    context = {
        "form": form,
        "need": need,
        "venues": venues_day(situation, need) if form.is_valid() else [],
        **_beside(need.day, ONE_DAY, spaces),
    }
    return render(request, "booking/venues.html", context, status=_status(form))


@require_safe
def day(request: HttpRequest, venue: str) -> HttpResponse:
    """One day of a venue: every space, free and taken."""
    place = get_object_or_404(Venue, slug=venue, is_public=True)
    form = NeedForm(request.GET)
    need = form.need()
    spaces = _spaces(place)
    hours = hours_ahead(spaces, need.day)
    situation = Situation(spaces, need.day, need.day, hours=hours, **_asked_by(request.user))
    later = first_free(situation, [space for space in spaces if not situation.free(space)])
    asked = _as_asked(situation, need)
    fits = fitting_spaces(asked, need) if need.is_asked else None
    context = {
        "venue": place,
        "form": form,
        "need": need,
        "plan": (plan := day_plan(situation, spaces, need.day, later)),
        "opens_up": min((free.period.starts_at for free in later.values()), default=None),
        "fits": fits,
        "near": nearest_fits(asked, need) if fits == [] else [],
        "why_closed": situation.hours.reason(place, need.day) if plan is None else "",
        **_beside(need.day, ONE_DAY, spaces),
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
    situation = Situation(spaces, days[0], days[-1], **_asked_by(request.user))
    context = {
        "venue": place,
        "form": form,
        "days": days,
        "rows": week_plan(situation, days),
        **_beside(monday, A_WEEK, spaces),
        "number": monday.isocalendar().week,
        "breadcrumbs": [
            ("/lan-lokaler/", _("Lån lokaler")),
            (place.get_booking_url(), place.name),
            (request.path, _("Hele uken")),
        ],
    }
    return render(request, "booking/week.html", context, status=_status(form))


def _as_asked(situation: Situation, need: Need) -> Situation:
    """The same day for so many of what is lent in number; the plan of the day shows when one can be had."""
    if need.quantity == 1:
        return situation
    return Situation(
        situation.spaces,
        need.day,
        need.day,
        at=situation.at,
        own_hold=situation.own_hold,
        hours=situation.hours,
        quantity=need.quantity,
        borrowers=situation.borrowers,
    )


def _asked_by(person: User | AnonymousUser) -> dict[str, Any]:
    """When, and by whom: their own hold is not in their way."""
    return {"at": clock.now(), "own_hold": own_hold_of(person), "borrowers": borrowers_of(person)}


def _beside(day: dt.date, step: dt.timedelta, spaces: Sequence[Space]) -> dict[str, dt.date | None]:
    """The day or week before and after, where there may be something to book."""
    before, after = day - step, day + step
    return {
        "before": before if day > clock.today() else None,
        "after": after if after <= _last_day(spaces) else None,
    }


def _last_day(spaces: Sequence[Space]) -> dt.date:
    """The last day for which any of the spaces can be booked."""
    ahead = [FURTHEST if space.days_ahead is None else dt.timedelta(days=space.days_ahead) for space in spaces]
    return clock.local(clock.now() + min(FURTHEST, max(ahead, default=FURTHEST))).date()


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
