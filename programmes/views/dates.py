"""For those who keep the programme, inside Wagtail's admin: when an activity happens."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from venues.agreements import hold_hours
from website.accounts.models import User
from website.core import clock
from website.core.formats import local_date
from website.core.refusals import RefusedError
from website.core.snippets import own_rows

from ..enums import OccurrenceState
from ..forms.dates import DatesForm
from ..models import Activity, ActivitySeries
from ..operations.rooms import WithoutRoom, take_rooms
from ..operations.series import repeat_activity
from ..permissions import may_give_room

ON_A_PAGE = 50
NAMED = 8  # refused rooms told one by one; the list below marks them all


def keeper(request: HttpRequest) -> User:
    """Who does it; the admin's door lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """The coming dates of an activity, its repetitions, and a form for more."""
    activity = get_object_or_404(own_rows(request, Activity).select_related("space", "venue"), pk=pk)
    gives = may_give_room(request.user, activity.space, clock.today())
    form = DatesForm(request.POST or None, may_give_room=gives, activity=activity)
    if request.method == "POST" and _add(request, activity, form):
        return redirect(request.path)
    coming = activity.occurrences.upcoming(clock.now()).select_related("booking").prefetch_related("booking__spaces")
    context = {
        "activity": activity,
        "form": form,
        "gives": gives,
        "page": Paginator(coming, ON_A_PAGE).get_page(request.GET.get("p")),
        "lacks_room": gives and coming.filter(booking=None).exclude(state=OccurrenceState.CANCELLED).exists(),
        "edit_url": reverse(Activity.snippet_viewset.get_url_name("edit"), args=[pk]),
        "series": _going_on(activity),
        "header": _("Datoer for %(activity)s") % {"activity": activity},
    }
    return render(request, "programmes/admin/dates.html", context, status=422 if form.errors else 200)


def _going_on(activity: Activity) -> list[ActivitySeries]:
    """Repetitions that still give dates."""
    last = clock.today()
    repeating = activity.series.exclude(rule="")
    return [found for found in repeating if found.until_date is None or found.until_date >= last]


def _add(request: HttpRequest, activity: Activity, form: DatesForm) -> bool:
    """True when it is done; otherwise the form says why not.

    Nobody changes the hours between what the form says of them and the dates.
    """
    try:
        with transaction.atomic():
            hold_hours([activity.venue_id])
            Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)  # two clicks are one wish
            if form.is_valid():
                _make_dates(request, activity, form)
    except RefusedError as refused:
        form.full_clean()
        form.add_error(None, str(refused.refusals[0]))
    return form.is_valid()


def _make_dates(request: HttpRequest, activity: Activity, form: DatesForm) -> None:
    data, at = form.cleaned_data, clock.now()
    start, minutes = form.first_start, int(data["period"].length.total_seconds() // 60)
    last = data["siste"] if form.rule else None
    if activity.occurrences.exclude(state=OccurrenceState.CANCELLED).filter(starts_at=data["period"].starts_at):
        messages.warning(request, _("Den første av disse datoene er lagt inn fra før."))
        return
    series = repeat_activity(
        activity,
        rule=form.rule,
        start=start,
        minutes=minutes,
        until=last,
        by=keeper(request),
        at=at,
        on_closed_days=data["likevel"],
    )
    without = take_rooms(series.occurrences.all(), by=keeper(request), at=at) if data.get("rom") else []
    made = set(series.occurrences.values_list("original_start", flat=True))
    done = ngettext("%(count)d dato er lagt inn.", "%(count)d datoer er lagt inn.", len(made))
    messages.success(request, done % {"count": len(made)})
    _tell_of_closed(request, [one.starts_at for one in form.periods if one.starts_at not in made])
    tell_of_rooms(request, without)


def _tell_of_closed(request: HttpRequest, left_out: list[dt.datetime]) -> None:
    """Which dates the repetition has not, as the house is closed then."""
    if not left_out:
        return
    days = ", ".join(local_date(start) for start in left_out[:NAMED])
    if (more := len(left_out) - NAMED) > 0:
        days = _("%(days)s og %(count)d til") % {"days": days, "count": more}
    sentence = _("Stengt, og derfor ikke lagt inn: %(days)s. Legg inn dagen for seg hvis det skjer likevel.")
    messages.warning(request, sentence % {"days": days})


def tell_of_rooms(request: HttpRequest, without: list[WithoutRoom]) -> None:
    """Which dates the room could not be had for, and why."""
    for found in without[:NAMED]:
        day, why = local_date(found.occurrence.starts_at), found.refusals[0]
        messages.warning(request, _("%(day)s uten rom: %(why)s") % {"day": day.capitalize(), "why": why})
    if (more := len(without) - NAMED) > 0:
        messages.warning(request, _("%(count)d datoer til er uten rom. De er merket i listen.") % {"count": more})


@never_cache
@require_http_methods(["POST"])
def rooms(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the room for all coming dates that lack it."""
    activity = get_object_or_404(own_rows(request, Activity).select_related("space"), pk=pk)
    if not may_give_room(request.user, activity.space, clock.today()):
        raise PermissionDenied
    without = take_rooms(activity.occurrences.upcoming(clock.now()), by=keeper(request), at=clock.now())
    tell_of_rooms(request, without)
    if not without:
        messages.success(request, _("Alle kommende datoer har rommet."))
    return redirect("programme_dates:dates", pk)
