"""One booking, for those it concerns: the asker, the organisation's bookers, the hosts. To others it is not there."""

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from website.core import clock
from website.core.refusals import RefusedError

from ..enums import BookingState
from ..models import Booking
from ..operations.bookings import withdraw_booking
from ..operations.changes import too_late
from ..operations.invitations import booking_calendar
from ..operations.moves import is_going_on
from ..permissions import may_withdraw, visible_bookings
from ..queries.bookings import moved_from

DONE = {
    BookingState.WITHDRAWN: gettext_lazy("Bestillingen er trukket, og tiden er ledig for andre."),
    BookingState.RELEASED: gettext_lazy("Lånet er gitt tilbake, og tiden er ledig for andre."),
}


def visible_booking(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    """The booking, or 404 alike for strangers and for what does not exist."""
    found = visible_bookings(request.user, clock.today()).select_related(
        "venue", "organisation", "booked_by", "decided_by", "series"
    )
    return get_object_or_404(found.prefetch_related("spaces").distinct(), uuid=uuid)


@login_required
@never_cache
@require_safe
def receipt(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    booking = visible_booking(request, uuid)
    is_mine, now = may_withdraw(request.user, booking), clock.now()
    context = {
        "booking": booking,
        "moved_from": moved_from(booking),
        "may_withdraw": is_mine and booking.is_live and not too_late(booking, now),
        "may_change": is_mine and booking.is_live and now < booking.starts_at,
        "may_leave": is_mine and is_going_on(booking, now),
        "may_ask_again": is_mine and not booking.is_live and now < booking.starts_at,
        "too_late": too_late(booking, now) if is_mine and booking.is_live and now < booking.ends_at else [],
        "breadcrumbs": [("/min-side/", _("Min side")), (booking.get_absolute_url(), booking.title)],
    }
    return render(request, "booking/receipt.html", context)


@login_required
@never_cache
@require_safe
def calendar_file(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """The booking for a calendar program."""
    booking = visible_booking(request, uuid)
    response = HttpResponse(booking_calendar(booking), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bestilling.ics"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask once more, then give the time back to others."""
    booking = visible_booking(request, uuid)
    if not may_withdraw(request.user, booking):
        messages.error(request, _("Bare den som har bestilt, kan gi tilbake lånet."))
        return redirect(booking)
    if request.method != "POST":
        return render(
            request, "booking/withdraw.html", {"booking": booking, "too_late": too_late(booking, clock.now())}
        )
    try:
        withdraw_booking(booking, by=request.user, at=clock.now())  # type: ignore[arg-type]  # login_required
    except RefusedError as refused:
        for refusal in refused.refusals:
            messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[BookingState(booking.state)])
    return redirect(booking)
