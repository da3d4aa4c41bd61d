"""For editors and hosts: the coming weeks' hours, as people will see them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from website.core import clock

from ..models import Venue
from ..permissions import managed_venues
from ..queries import hours_of_weeks, weeks_of_house

WEEKS = 8


@require_safe
def coming_hours(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Eight weeks of one venue and its rooms with hours of their own; without a number the first of the person's."""
    venues = Venue.objects.filter(pk__in=managed_venues(request.user, clock.today()))  # type: ignore[arg-type]
    venue = get_object_or_404(venues, pk=pk) if pk else venues.first()
    weeks = _weeks(venue) if venue else {}
    return render(
        request,
        "venues/coming_hours.html",
        {"venues": venues, "venue": venue, **weeks, "page_title": _("Åpningstider framover")},
    )


def _weeks(venue: Venue) -> dict[str, Any]:
    hours = hours_of_weeks(venue, clock.today(), count=WEEKS)
    rooms = [space for space in venue.spaces.active() if hours.has_own(space)]
    return {"rooms": rooms, "weeks": weeks_of_house(hours, venue, rooms)}
