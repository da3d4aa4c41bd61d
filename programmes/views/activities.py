"""What is on: the list by day, one activity, one date as a calendar file."""

import datetime as dt
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from website.core import calendars, clock

from ..forms.filters import ProgrammeFilter
from ..models import Activity
from ..operations.calendar_texts import as_event
from ..queries.occurrences import by_day, of_activity, public_occurrences

QUICK = [
    ("nar", "i-dag", _("I dag")),
    ("nar", "helg", _("I helgen")),
    ("gratis", "on", _("Gratis")),
    ("hvem", "families", _("For familier")),
]


@dataclass(frozen=True)
class Chip:
    """One choice, and the address with it, or without it when it is made; all other choices stay."""

    label: str
    url: str
    chosen: bool


@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """What is on, day by day, by the filters in the address."""
    form = ProgrammeFilter(request.GET)
    found = list(form.apply(public_occurrences())[:500])
    first_day, next_day = (clock.local(end).date() for end in (form.period.starts_at, form.period.ends_at))
    context = {
        "form": form,
        "count": len(found),
        "days": by_day(found, first_day),
        "first_day": first_day,
        "last_day": next_day - dt.timedelta(days=1),
        "quick": [_quick(form, *choice) for choice in QUICK],
        "chips": [Chip(_chip_label(form, name), _address(form, **{name: ""}), chosen=True) for name in form.chosen],
        "next_url": _address(form, fra=next_day.isoformat(), nar=form.when_after),
        "later_exists": public_occurrences().filter(starts_at__gte=form.period.ends_at).exists(),
    }
    return render(request, "programmes/activities.html", context)


@require_safe
def activity(request: HttpRequest, slug: str) -> HttpResponse:
    """One activity and its coming dates; cancelled ones stay on the list."""
    found = get_object_or_404(
        Activity.objects.public().select_related("venue", "space", "community", "organisation", "image"), slug=slug
    )
    context = {"activity": found, "occurrences": of_activity(found, clock.now())}
    return render(request, "programmes/activity.html", context)


@require_safe
def occurrence(request: HttpRequest, slug: str, uuid: uuid.UUID) -> HttpResponse:
    """One date as a calendar file to open or save."""
    found = get_object_or_404(public_occurrences(), uuid=uuid, activity__slug=slug)
    text = calendars.event_text(as_event(found))
    body = calendars.calendar_text(found.activity.title, [text], source=request.build_absolute_uri())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.activity.slug}.ics"'
    return response


def _quick(form: ProgrammeFilter, name: str, value: str, label: str | Promise) -> Chip:
    chosen = form.chosen.get(name) in (value, True)
    return Chip(str(label), _address(form, **{name: "" if chosen else value}), chosen)


def _chip_label(form: ProgrammeFilter, name: str) -> str:
    field, value = form.fields[name], form.chosen[name]
    if choices := getattr(field, "choices", None):
        return str(dict(choices)[value])
    if isinstance(value, dt.date):
        return gettext("Fra %(day)s") % {"day": value.strftime("%d.%m.%Y")}
    return str(field.label)


def _address(form: ProgrammeFilter, **changes: str) -> str:
    """This list's address with some choices changed; an empty one is left out."""
    values = {name: "on" if value is True else str(value) for name, value in form.chosen.items()} | changes
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('programmes:activities')}?{query}" if query else reverse("programmes:activities")
