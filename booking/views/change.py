"""Change one booking: write, see what it was and will be, save. And leave before the time is up."""

import uuid as uuids
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from venues.models import Space
from website.accounts.models import User
from website.core import clock, formats
from website.core.periods import Period
from website.core.refusals import RefusedError

from ..enums import BookingState, Visibility
from ..forms.change import ChangeForm, HostChangeForm, change_form
from ..models import Booking
from ..models.booking import names_of
from ..operations.bookings import Details
from ..operations.moves import change_booking, end_early, foresee, is_going_on, remarks
from ..operations.wanted import Wanted, has_begun
from ..permissions import may_change, may_decide
from ..queries.lengths import length_hint
from .desk import host_of
from .receipt import visible_booking

TYPED_IN_VAIN, TAKEN_MEANWHILE = 422, 409
Show = Callable[..., HttpResponse]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Other times, rooms or words, for those whose loan it is."""
    booking = visible_booking(request, uuid)
    if not may_change(request.user, booking):
        messages.error(request, _("Bare den som har bestilt, kan endre lånet."))
        return redirect(booking)
    return _change(request, booking, ChangeForm, "booking/change.html", booking.get_absolute_url())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_at_desk(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """The same for a host, who is told of the rules and writes why."""
    person, venues = host_of(request)
    rows = Booking.objects.filter(venue__in=venues).select_related("venue", "organisation", "booked_by")
    booking = get_object_or_404(rows.prefetch_related("spaces"), uuid=uuid)
    if not may_decide(person, booking):
        raise PermissionDenied
    return _change(
        request, booking, HostChangeForm, "booking/desk/change.html", reverse("booking_desk:booking", args=[uuid])
    )


def _change(request: HttpRequest, booking: Booking, kind: type[ChangeForm], template: str, back: str) -> HttpResponse:
    if why := _closed(booking):
        messages.error(request, why)
        return redirect(back)

    def show(form: ChangeForm, status: int = 200, **more: Any) -> HttpResponse:
        context = {"form": form, "booking": booking, "back": back, "header": _("Endre lånet"), **more}
        context["lengths"] = length_hint(booking.spaces.all())
        context["breadcrumbs"] = [("/min-side/", _("Min side")), (back, booking.title), (request.path, _("Endre"))]
        return render(request, template, context, status=status)

    if request.method != "POST":
        return show(change_form(booking, form=kind))
    return _try(request, change_form(booking, request.POST, form=kind), show, back)


def _closed(booking: Booking) -> str:
    if not booking.is_live:
        return _("Bestillingen er allerede %(state)s.") % {"state": booking.get_state_display()}
    return " ".join(map(str, has_begun(booking, clock.now())))


def _try(request: HttpRequest, form: ChangeForm, show: Show, back: str) -> HttpResponse:
    """First what it would become; the second time do it. Whatever is typed is kept."""
    booking, person, now = form.booking, request.user, clock.now()
    assert isinstance(person, User)  # noqa: S101 - the pages ask for it
    if "tilbake" in request.POST:
        return show(form)
    if not form.is_valid():
        return show(form, TYPED_IN_VAIN)
    wanted = form.asked()
    what = differences(booking, wanted)
    if not what:
        form.add_error(None, _("Du har ikke endret noe ennå."))
        return show(form, TYPED_IN_VAIN)
    act = change_booking if "bekreft" in request.POST else foresee
    try:
        warnings = remarks(booking, wanted, at=now) if form.by_host and act is foresee else []
        after = act(booking, wanted, by=person, at=now, version=booking.version)
    except RefusedError as refused:
        form.add_refusals(refused.refusals)
        return show(form, TAKEN_MEANWHILE)
    if act is foresee:
        typed = [(name, value) for name in _typed(request) for value in request.POST.getlist(name)]
        return show(form, after=after, what=what, warnings=warnings, typed=typed, **_consequences(booking, after))
    messages.success(request, _done(after))
    return redirect(back)


def _typed(request: HttpRequest) -> Iterable[str]:
    return (name for name in request.POST if name not in ("csrfmiddlewaretoken", "bekreft", "tilbake"))


def _consequences(booking: Booking, after: Booking) -> dict[str, bool]:
    """What one must know before saving."""
    is_shown = booking.visibility == after.visibility == Visibility.PUBLIC
    return {
        "asks_anew": (booking.state, after.state) == (BookingState.CONFIRMED, BookingState.REQUESTED),
        "is_agreed": (booking.state, after.state) == (BookingState.REQUESTED, BookingState.CONFIRMED),
        "hides_title": is_shown and bool(booking.public_title) and not after.public_title,
    }


def _done(after: Booking) -> str:
    if after.state == BookingState.REQUESTED:
        return _("Endringen er lagret, og tiden er holdt av. Verten svarer på e-post.")
    return _("Endringen er lagret. Den som har bestilt, får en e-post.")


def differences(booking: Booking, wanted: Wanted) -> list[tuple[str, str, str]]:
    """What is another: its name, as it is and as it will be."""
    now = Details(booking.title, booking.note, booking.people, booking.quantity, Visibility(booking.visibility))
    before, after = (
        _told(booking.period, booking.spaces.all(), now),
        _told(wanted.period, wanted.spaces, wanted.details),
    )
    return [(name, before[name], after[name]) for name in before if before[name] != after[name]]


def _told(period: Period, spaces: Iterable[Space], words: Details) -> dict[str, str]:
    when = f"{capfirst(formats.local_date(period.starts_at))} {_('kl.')} {formats.local_hours(period)}"
    return {
        str(_("Når")): when,
        str(_("Hvor")): names_of(sorted(spaces, key=lambda space: (space.order, space.pk)), words.quantity),
        str(_("Hva skal dere gjøre?")): words.title,
        str(_("Hvor mange kommer?")): str(words.people or "–"),
        str(_("Hva skal vises for andre?")): capfirst(str(Visibility(words.visibility).label)),
        str(_("Beskjed til verten")): words.note or "–",
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """They go now: ask once more, then let others have the rest."""
    booking = visible_booking(request, uuid)
    if not may_change(request.user, booking):
        messages.error(request, _("Bare den som har bestilt, kan gi tilbake lånet."))
        return redirect(booking)
    if request.method != "POST" and is_going_on(booking, clock.now()):
        return render(request, "booking/leave.html", {"booking": booking})
    try:
        after = end_early(booking, by=request.user, at=clock.now())  # type: ignore[arg-type]  # login_required
    except RefusedError as refused:
        messages.error(request, str(refused.refusals[0]))
    else:
        time = formats.local_time(after.ends_at)
        messages.success(request, _("Takk! Resten av tiden er ledig for andre fra kl. %(time)s.") % {"time": time})
    return redirect(booking)
