"""The hosts' desk in Wagtail's admin: what waits, what comes, and one booking with its buttons."""

import uuid as uuids

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import ModelLogEntry

from website.accounts.models import User
from website.core import clock
from website.core.refusals import RefusedError

from ..enums import LIVE, BookingState
from ..forms.desk import ReasonForm
from ..models import Booking
from ..operations.bookings import approve_booking, cancel_booking, refuse_booking
from ..operations.desk import approve_bookings
from ..operations.series_changes import answer_series
from ..permissions import desk_venues, may_decide
from ..queries.requests import as_requests, outside_hours, waiting_bookings, waiting_requests

ON_A_PAGE = 50


def host_of(request: HttpRequest) -> tuple[User, set[int]]:
    """The person, and the venues whose bookings they may see; others have no desk."""
    person = request.user
    venues = desk_venues(person, clock.today())
    if not venues or not isinstance(person, User):
        raise PermissionDenied
    return person, venues


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """All that waits for an answer; approve those that are ticked."""
    person, venues = host_of(request)
    if request.method == "POST":
        _approve_chosen(request, person, venues)
        return redirect("booking_desk:requests")
    waiting = waiting_requests(venues, by=person, at=clock.now())
    clean = sum(not found.remarks for found in waiting)
    context = {"waiting": waiting, "clean": clean, "to_look_at": len(waiting) - clean, "header": _("Utlån")}
    return render(request, "booking/desk/requests.html", context)


def _approve_chosen(request: HttpRequest, person: User, venues: set[int]) -> None:
    versions = dict(value.rpartition(":")[::2] for value in request.POST.getlist("valgt"))
    shown = Booking.objects.filter(venue__in=venues).select_related("venue", "booked_by").prefetch_related("spaces")
    ticked = list(shown.filter(uuid__in=filter(_is_uuid, versions)).order_by("created_at"))
    chosen = [
        (booking, seen if booking.series_id else _version(seen))
        for booking, seen in ((booking, versions[str(booking.uuid)]) for booking in ticked)
        if may_decide(person, booking)
    ]
    outcome = approve_bookings(chosen, by=person, at=clock.now())
    if count := len(outcome.approved):
        done = ngettext("%(count)d bestilling er godkjent.", "%(count)d bestillinger er godkjent.", count)
        messages.success(request, done % {"count": count})
    for booking, refusal in outcome.refused:
        messages.warning(request, f"{booking.title}: {refusal}")
    if not ticked:
        messages.warning(request, _("Ingen er merket, så ingen er godkjent. Merk dem du vil godkjenne, og prøv igjen."))
    elif not chosen:
        messages.warning(request, _("Ingen er godkjent. Det er en annen vert som må svare på dem du merket."))


def _version(text: str) -> int:
    """The version the host saw; 0, which no booking has, for what is no number."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _is_uuid(text: str) -> bool:
    try:
        return str(uuids.UUID(text)) == text
    except ValueError:
        return False


@never_cache
@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """What is agreed from now on, by time."""
    _person, venues = host_of(request)
    agreed = Booking.objects.filter(venue__in=venues, state=BookingState.CONFIRMED, ends_at__gte=clock.now())
    rows = agreed.order_by("starts_at", "pk").select_related("venue", "organisation", "booked_by")
    page = Paginator(rows.prefetch_related("spaces__venue"), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "outside": outside_hours(list(page.object_list)), "header": _("Kommende lån")}
    return render(request, "booking/desk/coming.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """One booking: what it is, what has happened, and what the host may do now."""
    person, venues = host_of(request)
    rows = Booking.objects.filter(venue__in=venues).select_related(
        "venue", "organisation", "booked_by", "decided_by", "series"
    )
    found = get_object_or_404(rows.prefetch_related("spaces"), uuid=uuid)
    form = ReasonForm(request.POST if request.POST.get("svar") in {"nei", "avlys"} else None)
    if request.method == "POST":
        if not may_decide(person, found):
            raise PermissionDenied
        if request.POST.get("svar") == "ja" or form.is_valid():
            _answer(request, found, form, person)
            return redirect("booking_desk:requests" if not waiting_bookings(venues).exists() else request.path)
    asked = as_requests([found], by=person, at=clock.now())[0] if found.state == BookingState.REQUESTED else None
    context = {
        "booking": found,
        "asked": asked,
        "form": form,
        "header": found.title,
        "may_decide": may_decide(person, found) and found.state in LIVE,
        "may_change": may_decide(person, found) and found.is_live and clock.now() < found.starts_at,
        "waits": found.state == BookingState.REQUESTED,
        "dates": _waiting_dates(found),
        "entries": ModelLogEntry.objects.for_instance(found).select_related("user").order_by("timestamp"),
    }
    return render(request, "booking/desk/booking.html", context, status=422 if form.errors else 200)


def _waiting_dates(found: Booking) -> list[Booking]:
    """All dates one answer is for, of fixed loans that wait."""
    if found.series is None or found.state != BookingState.REQUESTED:
        return []
    waiting = found.series.bookings.filter(state=BookingState.REQUESTED).order_by("starts_at")
    return list(waiting.prefetch_related("spaces"))


def _answer(request: HttpRequest, found: Booking, form: ReasonForm, person: User) -> None:
    """Do what the button says, on the booking as the host saw it."""
    seen = request.POST.get("versjon", "")
    at, answer, version = clock.now(), request.POST["svar"], _version(seen)
    reason = form.cleaned_data["reason"] if form.is_bound else ""
    try:
        if found.series is not None and found.state == BookingState.REQUESTED:
            state = BookingState.CONFIRMED if answer == "ja" else BookingState.REFUSED
            answer_series(found.series, state, by=person, at=at, reason=reason, seen=seen)
            found.refresh_from_db()
        elif answer == "ja":
            approve_booking(found, by=person, at=at, version=version)
        elif answer == "nei":
            refuse_booking(found, reason=reason, by=person, at=at, version=version)
        else:
            cancel_booking(found, reason=reason, by=person, at=at, version=version)
    except RefusedError as refused:
        messages.warning(request, str(refused.refusals[0]))
    else:
        messages.success(request, _("Bestillingen er %(state)s.") % {"state": found.get_state_display()})
