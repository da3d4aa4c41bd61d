"""Fixed loans, for those they concern: one receipt for all dates, with what each has become."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from website.accounts.models import User
from website.core import clock
from website.core.formats import local_date
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from ..enums import BookingState
from ..models import Booking, BookingSeries, SkippedDate
from ..operations.borrowers import borrower_of
from ..operations.series import add_skipped
from ..operations.series_changes import going_and_kept, withdraw_series
from ..permissions import owns, visible_bookings
from ..queries.series import situation_of


def _visible(request: HttpRequest, uuid: uuids.UUID) -> BookingSeries:
    """The series, or 404 alike for strangers and for what does not exist."""
    seen = visible_bookings(request.user, clock.today())
    return get_object_or_404(BookingSeries.objects.filter(bookings__in=seen.values("pk")).distinct(), uuid=uuid)


@login_required
@never_cache
@require_safe
def series(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """All the dates and what each has become."""
    found = _visible(request, uuid)
    bookings = _dates(found)
    is_mine = owns(request.user, bookings[0])
    ends = _what_ends(found, bookings)
    context = ends | {
        "bookings": bookings,
        "coming": len(ends["going"]) + len(ends["kept"]),
        "may_end": is_mine and ends["going"],
        "skipped": _skipped(found, bookings[0]) if is_mine else [],
        "breadcrumbs": [("/min-side/", _("Min side")), (found.get_absolute_url(), bookings[0].title)],
    }
    return render(request, "booking/series.html", context)


def _dates(found: BookingSeries) -> list[Booking]:
    rows = found.bookings.select_related("venue", "organisation", "booked_by").prefetch_related("spaces")
    return list(rows.order_by("starts_at"))


def _what_ends(found: BookingSeries, bookings: list[Booking]) -> dict[str, Any]:
    """What is withdrawn or given back if the asker wants out, what stays, and how many have been."""
    now = clock.now()
    going, kept = going_and_kept(bookings, now)
    return {
        "series": found,
        "first": bookings[0],
        "going": going,
        "kept": kept,
        "over": sum(booking.is_live and booking.starts_at <= now for booking in bookings),
        "waits": bool(going) and all(booking.state == BookingState.REQUESTED for booking in going),
    }


def _done(given: list[Booking]) -> str:
    """Of the dates as they were before: those that waited are withdrawn, those that were agreed given back."""
    waited = sum(booking.state == BookingState.REQUESTED for booking in given)
    agreed = len(given) - waited
    withdrawn = ngettext("%(count)d dato er trukket.", "%(count)d datoer er trukket.", waited) % {"count": waited}
    returned = ngettext("%(count)d dato er gitt tilbake.", "%(count)d datoer er gitt tilbake.", agreed)
    return " ".join([withdrawn] * bool(waited) + [returned % {"count": agreed}] * bool(agreed))


def _skipped(found: BookingSeries, first: Booking) -> list[tuple[SkippedDate, list[Refusal]]]:
    """The dates left out that are still to come, each with why it cannot be had now."""
    rows = list(found.skipped_dates.filter(starts_at__gt=clock.now()))
    if not rows:
        return []
    spaces = list(first.spaces.select_related("venue"))
    periods = [Period(row.starts_at, row.ends_at) for row in rows]
    asked = {"quantity": first.quantity or 1, "borrowers": [borrower_of(first)]}
    situation = situation_of(spaces, periods, at=clock.now(), **asked)
    each = [[why for space in spaces for why in situation.why_not(space, part, first.people)] for part in periods]
    return list(zip(rows, each, strict=True))


@login_required
@never_cache
@require_POST
def add_date(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take a date that was left out after all."""
    found = _visible(request, uuid)
    skipped = get_object_or_404(found.skipped_dates, pk=pk)
    if owns(request.user, found.bookings.all()[0]):
        try:
            add_skipped(skipped, by=request.user, at=clock.now())  # type: ignore[arg-type]  # login_required
        except RefusedError as refused:
            messages.error(request, str(refused.refusals[0]))
        else:
            messages.success(request, _("Datoen er bestilt."))
    return redirect(found)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask once more, then give all coming dates back to others."""
    found = _visible(request, uuid)
    bookings = _dates(found)
    if not owns(request.user, bookings[0]):
        messages.error(request, _("Bare den som har bestilt, kan gi tilbake lånet."))
        return redirect(found)
    if request.method != "POST":
        return render(request, "booking/series_withdraw.html", _what_ends(found, bookings))
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    try:
        given, kept = withdraw_series(found, by=request.user, at=clock.now())
    except RefusedError as refused:
        messages.error(request, str(refused.refusals[0]))
        return redirect(found)
    messages.success(request, _done(given))
    for booking in kept:
        day = local_date(booking.starts_at)
        messages.warning(request, _("%(day)s kan ikke gis tilbake lenger, og står.") % {"day": day.capitalize()})
    return redirect(found)
