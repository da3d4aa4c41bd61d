"""The calendars from outside that the host's houses follow: see them, add one, stop following one."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from website.core import clock
from website.core.refusals import RefusedError

from ..forms.calendar import CalendarForm
from ..operations.following import follow, stop_following
from ..queries.followed import calendars_of, followed_by
from .closures import closing_host, spaces_at

UNPROCESSABLE = 422


@never_cache
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """Each with how it goes, and the loans it clashes with."""
    _person, hosted = closing_host(request)
    context = {"followed": followed_by(hosted, clock.now()), "header": _("Kalendere utenfra")}
    return render(request, "booking/desk/calendars.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_new(request: HttpRequest) -> HttpResponse:
    """Nothing is fetched here: the worker looks at the calendar within a minute."""
    person, hosted = closing_host(request)
    form = CalendarForm(request.POST if request.method == "POST" else None, spaces=spaces_at(hosted))
    if form.is_valid():
        data = form.cleaned_data
        try:
            follow(spaces=form.wanted, address=data["adresse"], reason=data["grunn"], by=person, at=clock.now())
        except RefusedError as refused:
            form.add_error("adresse", str(refused.refusals[0]))
        else:
            messages.success(request, _("Kalenderen følges. Om noen minutter står det her om vi kunne lese den."))
            return redirect("booking_desk:calendars")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "header": _("Følg en kalender")}
    return render(request, "booking/desk/follow.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask once more, then open all it has closed."""
    person, hosted = closing_host(request)
    calendar = get_object_or_404(calendars_of(hosted), uuid=uuid)
    if request.method != "POST":
        context = {"calendar": calendar, "header": _("Slutt å følge kalenderen")}
        return render(request, "booking/desk/stop_following.html", context)
    try:
        stop_following(calendar, by=person)
    except RefusedError as refused:
        messages.warning(request, str(refused.refusals[0]))
    else:
        messages.success(request, _("Kalenderen følges ikke lenger. Tidene den tok, kan lånes igjen."))
    return redirect("booking_desk:calendars")
