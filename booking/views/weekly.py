"""Which rooms are free at the same time every week. Open to everyone, no cookies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from venues.models import Space
from website.core import clock

from ..forms.weekly import WeeklyForm
from ..queries.limits import borrowers_of
from ..queries.series import situation_of
from ..queries.weekly import weekly_fits


@require_safe
def weekly(request: HttpRequest) -> HttpResponse:
    """Which spaces of all houses can be had at the same time every week, and on which dates not."""
    form = WeeklyForm(request.GET)
    need, dates, fits = form.need(), form.dates(), []
    if dates:
        spaces = list(Space.objects.public().select_related("venue"))
        borrowers = borrowers_of(request.user)
        situation = situation_of(spaces, dates, at=clock.now(), quantity=need.quantity, borrowers=borrowers)
        fits = weekly_fits(situation, need, dates)
    context = {
        "form": form,
        "need": need,
        "dates": dates,
        "fits": fits,
        "breadcrumbs": [("/lan-lokaler/", _("Lån lokaler")), (request.path, _("Samme tid hver uke"))],
    }
    return render(request, "booking/weekly.html", context, status=200 if form.is_valid() else 400)
