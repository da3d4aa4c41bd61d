"""For those who keep the programme, inside Wagtail's admin: change one date, end a repetition."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from venues.permissions import managed_venues
from website.core import clock
from website.core.formats import local_date
from website.core.refusals import RefusedError
from website.core.snippets import own_rows

from ..forms.dates import CancelForm, EndForm, MoveForm
from ..models import Activity, ActivitySeries, Occurrence
from ..operations.occurrences import cancel_occurrence, move_occurrence
from ..operations.series import end_series
from .dates import keeper


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """One date: give it another time, or call it off."""
    own = Occurrence.objects.filter(activity__in=own_rows(request, Activity)).upcoming(clock.now())
    found = get_object_or_404(own.select_related("activity__venue", "activity__space", "booking"), pk=pk)
    act = request.POST.get("gjor")
    has_room = found.booking is not None and found.booking.is_live  # then the room itself says when it is closed
    activity = None if has_room else found.activity
    move = MoveForm(request.POST if act == "flytt" else None, initial=_now_at(found), activity=activity)
    cancel = CancelForm(request.POST if act == "avlys" else None, auto_id="avlys_%s")
    if (move.is_valid() and _move(request, found, move)) or (cancel.is_valid() and _cancel(request, found, cancel)):
        return redirect("programme_dates:dates", found.activity_id)
    context = {"occurrence": found, "move": move, "cancel": cancel, "header": _("Endre en dato")}
    return render(request, "programmes/admin/date.html", context, status=422 if move.errors or cancel.errors else 200)


def _now_at(occurrence: Occurrence) -> dict[str, object]:
    start, end = clock.local(occurrence.starts_at), clock.local(occurrence.ends_at)
    return {"dag": start.date(), "fra": start.time(), "til": end.time()}


def _move(request: HttpRequest, occurrence: Occurrence, form: MoveForm) -> bool:
    """True when it is done; otherwise the form says why not."""
    period, reason = form.cleaned_data["period"], form.cleaned_data["grunn"]
    booking = occurrence.booking
    if booking and booking.is_live and booking.venue_id not in managed_venues(request.user, clock.today()):
        form.add_error(None, _("Rommet er lånt. Be verten flytte datoen, eller avlys den og legg inn en ny."))
        return False
    try:
        move_occurrence(occurrence, period, reason=reason, by=keeper(request), at=clock.now())
    except RefusedError as refused:
        for refusal in refused.refusals:
            form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Datoen er flyttet til %(day)s.") % {"day": local_date(period.starts_at)})
    return True


def _cancel(request: HttpRequest, occurrence: Occurrence, form: CancelForm) -> bool:
    cancel_occurrence(occurrence, reason=form.cleaned_data["grunn"], by=keeper(request), at=clock.now())
    messages.success(request, _("%(day)s er avlyst.") % {"day": local_date(occurrence.starts_at).capitalize()})
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a repetition; later dates are called off."""
    series = get_object_or_404(ActivitySeries.objects.filter(activity__in=own_rows(request, Activity)), pk=pk)
    form = EndForm(request.POST or None, initial={"siste": series.until_date})
    if form.is_valid() and _end(request, series, form):
        return redirect("programme_dates:dates", series.activity_id)
    context = {"series": series, "form": form, "header": _("Avslutt gjentakelsen")}
    return render(request, "programmes/admin/end.html", context, status=422 if form.errors else 200)


def _end(request: HttpRequest, series: ActivitySeries, form: EndForm) -> bool:
    """True when it is done; otherwise the form says why not."""
    try:
        end_series(series, last=form.cleaned_data["siste"], by=keeper(request), at=clock.now())
    except RefusedError as refused:
        form.add_error("siste", str(refused.refusals[0]))
        return False
    messages.success(request, _("Gjentakelsen er avsluttet. Datoene etter er avlyst."))
    return True
