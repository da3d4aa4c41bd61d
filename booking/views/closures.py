"""The closures to come, and lifting one."""

import uuid as uuids
from collections.abc import Collection

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from venues.models import Space
from venues.permissions import hosted_venues
from website.accounts.models import User
from website.core import clock
from website.core.refusals import RefusedError

from ..operations.lifting import lift_closure
from ..queries.closures import coming_closures
from .desk import host_of


def closing_host(request: HttpRequest) -> tuple[User, set[int]]:
    """The person, and the venues where they may close and open again; others have nothing to do here."""
    person, _venues = host_of(request)
    hosted = hosted_venues(person, clock.today())
    if not hosted:
        raise PermissionDenied
    return person, hosted


def spaces_at(venues: Collection[int]) -> list[Space]:
    """What may be closed there, house by house."""
    spaces = Space.objects.active().filter(venue__in=venues).select_related("venue")
    return list(spaces.order_by("venue__name", "order"))


@never_cache
@require_safe
def closures(request: HttpRequest) -> HttpResponse:
    """What is closed now and later, in the host's own houses."""
    _person, hosted = closing_host(request)
    context = {"closures": coming_closures(hosted, clock.now()), "header": _("Stengte rom")}
    return render(request, "booking/desk/closures.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask once more, then lift it."""
    person, hosted = closing_host(request)
    now = clock.now()
    if request.method != "POST":
        closure = get_object_or_404(coming_closures(hosted, now), uuid=uuid)
        context = {"closure": closure, "has_begun": closure.starts_at <= now, "header": _("Opphev stengingen")}
        return render(request, "booking/desk/lift.html", context)
    try:
        lift_closure(uuid, venues=hosted, by=person, at=now)
    except RefusedError as refused:
        messages.warning(request, str(refused.refusals[0]))
    else:
        messages.success(request, _("Stengingen er opphevet. Det som var stengt, kan lånes igjen."))
    return redirect("booking_desk:closures")
