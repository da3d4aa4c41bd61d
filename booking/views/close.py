"""Close rooms for a while: first what it hits, then a decision for each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from venues.agreements import answers_for
from venues.models import Space
from website.core import clock
from website.core.refusals import RefusedError

from ..agreements import agreements
from ..forms.desk import ClosureForm
from ..models import Booking
from ..operations.closures import bookings_hit, close_spaces
from .closures import closing_host


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Nothing is stored until each booking that is hit has its answer."""
    person, hosted = closing_host(request)
    spaces = Space.objects.active().filter(venue__in=hosted).select_related("venue").order_by("venue__name", "order")
    form = ClosureForm(request.POST or None, spaces=list(spaces))
    hits = agreements(_hits(form), by=person, at=clock.now())
    answers = answers_for(hits, request.POST)
    if form.is_valid() and len(answers) == len(hits):
        try:
            closure = close_spaces(
                spaces=form.wanted,
                period=form.cleaned_data["period"],
                reason=form.cleaned_data["grunn"],
                decisions={one.row.pk: answers[one.key] for one in hits},
                by=person,
                at=clock.now(),
            )
        except RefusedError as refused:
            form.add_error(None, str(refused.refusals[0]))
        else:
            messages.success(request, _("Stengt: %(reason)s.") % {"reason": closure.reason})
            return redirect("booking_desk:closures")
    context = {
        "form": form,
        "hits": [(hit, request.POST.get(hit.key, "")) for hit in hits],
        "rest": request.POST.get("resten", ""),
        "header": _("Steng rom"),
    }
    return render(request, "booking/desk/close.html", context, status=422 if form.errors else 200)


def _hits(form: ClosureForm) -> list[Booking]:
    return bookings_hit(form.wanted, form.cleaned_data["period"]) if form.is_valid() else []
