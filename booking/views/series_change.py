"""Fixed loans at other hours or in other rooms from one date on: every date is looked at before anything is changed."""

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from venues.models import Space
from website.accounts.models import User
from website.core import clock
from website.core.refusals import Refusal, RefusedError

from ..enums import BookingState
from ..forms.repeat import DatesForm, dates_in
from ..forms.series_change import SeriesChangeForm
from ..models import Booking
from ..operations.changes import changed_since
from ..operations.series_moves import Move, at_hours, coming_from, move_series, plan_moves
from ..permissions import may_change
from ..queries.series import seen_as
from .receipt import visible_booking

TYPED_IN_VAIN, TAKEN_MEANWHILE = 422, 409
AS_BEFORE = gettext_lazy("La stå som før")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """This date and the later ones, for those whose loans they are."""
    booking = visible_booking(request, uuid)
    if not may_change(request.user, booking) or booking.series is None:
        messages.error(request, _("Bare den som har bestilt, kan endre lånet."))
        return redirect(booking)
    coming, kept = coming_from(booking, clock.now())
    if not coming:
        messages.error(request, _("Ingen av datoene kan endres lenger."))
        return redirect(booking.series)
    spaces = list(Space.objects.active().filter(venue=booking.venue).select_related("venue"))
    form = SeriesChangeForm(request.POST if request.method == "POST" else None, first=coming[0], spaces=spaces)
    if "tilbake" in request.POST or not form.is_valid():
        status = TYPED_IN_VAIN if request.method == "POST" and "tilbake" not in request.POST else 200
        return _show(request, booking, form, coming, kept, status)
    return _look_over(request, booking, form, coming, kept)


def _look_over(
    request: HttpRequest, booking: Booking, form: SeriesChangeForm, coming: list[Booking], kept: list[Booking]
) -> HttpResponse:
    """What can be had of each date; the second time, move those that are chosen."""
    moves, left = _moves(form, coming)
    seen = seen_as((one.pk, one.version) for one in coming)
    asked = "bekreft" in request.POST and request.POST.get("sett") == seen
    refusals = [changed_since()] if "bekreft" in request.POST and not asked else []
    dates = _dates(form, moves, request.POST, is_last=asked)
    if asked and dates.is_valid():
        try:
            return _move(request, dates, moves)
        except RefusedError as refused:
            refusals, dates = refused.refusals, _dates(form, moves, request.POST, is_last=False)
    status = TAKEN_MEANWHILE if refusals else TYPED_IN_VAIN if asked else 200
    return _show(request, booking, form, coming, [*kept, *left], status, dates, moves, refusals, seen)


def _moves(form: SeriesChangeForm, coming: list[Booking]) -> tuple[list[Move], list[Booking]]:
    """One for each day, and the dates that have no such hours, or are the second of a day."""
    starts, ends, found = form.cleaned_data["fra"], form.cleaned_data["til"], {}
    for one in coming:
        period = at_hours(one.period, starts, ends)
        if period and period.starts_at not in found:
            found[period.starts_at] = Move(one, period, form.wanted)
    moved = {move.booking for move in found.values()}
    return list(found.values()), [one for one in coming if one not in moved]


def _dates(form: SeriesChangeForm, moves: list[Move], sent: QueryDict, *, is_last: bool) -> DatesForm:
    planned = plan_moves(moves, list(form.spaces.values()), at=clock.now())
    data = sent if is_last else None
    return DatesForm(data, planned=planned, wanted=form.wanted, before=sent, otherwise=AS_BEFORE)


def _move(request: HttpRequest, dates: DatesForm, moves: list[Move]) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    booking_at = {move.period.starts_at: move.booking for move in moves}
    chosen = [Move(booking_at[date.period.starts_at], date.period, date.spaces) for date in dates.chosen]
    series = move_series(chosen, by=request.user, at=clock.now())
    count = len(chosen)
    done = ngettext(
        "%(count)d dato er endret. Du får en e-post.", "%(count)d datoer er endret. Du får en e-post.", count
    )
    messages.success(request, done % {"count": count})
    return redirect(series)


def _show(
    request: HttpRequest,
    booking: Booking,
    form: SeriesChangeForm,
    coming: list[Booking],
    kept: list[Booking],
    status: int = 200,
    dates: DatesForm | None = None,
    moves: list[Move] | None = None,
    refusals: list[Refusal] | None = None,
    seen: str = "",
) -> HttpResponse:
    anew = [move for move in moves or [] if move.wanted.state_after(move.booking) == BookingState.REQUESTED]
    context = {
        "booking": booking,
        "form": form,
        "first": coming[0],
        "count": len(coming),
        "kept": kept,
        "dates": dates,
        "had": sum(not one.refusals for one in dates.planned.values()) if dates else 0,
        "moves": moves,
        "refusals": refusals or [],
        "seen": seen,
        "asks_anew": any(move.booking.state == BookingState.CONFIRMED for move in anew),
        "typed": [(name, value) for name in ("rom", "fra", "til") for value in request.POST.getlist(name)],
        "dates_before": dates_in(request.POST),
        "breadcrumbs": [("/min-side/", _("Min side")), (booking.series.get_absolute_url(), booking.title)],  # type: ignore[union-attr]
    }
    return render(request, "booking/series_change.html", context, status=status)
