"""For editors and hosts: the coming weeks' hours, as people will see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from website.core import clock

from ..models import Venue
from ..permissions import managed_venues
from ..queries import hours_of_weeks, opening_weeks

WEEKS = 8


@require_safe
def coming_hours(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Eight weeks of one venue; without a number the first of the person's own."""
    venues = Venue.objects.filter(pk__in=managed_venues(request.user, clock.today()))  # type: ignore[arg-type]
    venue = get_object_or_404(venues, pk=pk) if pk else venues.first()
    weeks = opening_weeks(hours_of_weeks(venue, clock.today(), count=WEEKS), venue) if venue else []
    context = {"venues": venues, "venue": venue, "weeks": weeks, "page_title": _("Åpningstider framover")}
    return render(request, "venues/coming_hours.html", context)
