"""/api/v1/bookings/series/: fixed loans by the rules of the page, and in its two steps: look at each date, then ask."""

import uuid as uuids
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router, Status

from website.accounts.api import person_of
from website.accounts.enums import Scope
from website.accounts.models import User
from website.core import clock
from website.core.api.answers import absolute
from website.core.api.problems import not_valid, refusals_told
from website.core.periods import Period

from ..forms.program import ProgramForm
from ..forms.repeat import RepeatForm, dates_of
from ..models import Booking, BookingSeries
from ..operations.holds import hold_key, own_hold_of
from ..operations.series import Date, Repetition, add_skipped, request_series
from ..operations.series_changes import withdraw_series
from ..queries.series import PlannedDate, plan_dates, situation_of
from .data import BookingData, PreviewData, SeriesData, SeriesIn, SeriesWishIn
from .own import form_of, key_of, mine, own, refuse_other_wish

router = Router(tags=["bookings"])
SENT_AS = {"gjenta": "every_weeks", "siste": "until"}


@router.post(
    "/bookings/series/preview/", **own(gettext_lazy("Se over datoene i faste lån"), PreviewData, Scope.READ, asks=False)
)
def preview(request: HttpRequest, sent: SeriesIn) -> dict[str, Any]:
    """Every date, whether it can be had, and what is free instead. Nothing is stored or held."""
    form = form_of(sent, person_of(request))
    planned = _planned(form, dates_of(_repetition(sent, form)))
    return {"possible": sum(not one.refusals for one in planned), "dates": list(map(_told, planned))}


@router.post("/bookings/series/", **own(gettext_lazy("Bestill faste lån"), SeriesData, Scope.WRITE, status=201))
def create(request: HttpRequest, sent: SeriesWishIn) -> Status[dict[str, Any]]:
    """All that is asked for, or nothing: then with a sentence for each date that cannot be had."""
    person = person_of(request)
    form, key = form_of(sent, person), key_of(request, person)
    repetition = _repetition(sent, form)
    dates, left = _chosen(sent, form, dates_of(repetition))
    with refusals_told(), transaction.atomic():
        made = request_series(
            repetition=repetition,
            dates=dates,
            skipped=left,
            details=form.details(key),
            by=person,
            at=clock.now(),
            hold_key=hold_key(person),
        )
        refuse_other_wish(made.key, key)
    return Status(201, _series(made))


@router.get("/bookings/series/{uuid:uuid}/", **own(gettext_lazy("Faste lån, dato for dato"), SeriesData, Scope.READ))
def series(request: HttpRequest, uuid: uuids.UUID) -> dict[str, Any]:
    return _series(_own(request, uuid))


@router.delete("/bookings/series/{uuid:uuid}/", **own(gettext_lazy("Gi tilbake faste lån"), SeriesData, Scope.WRITE))
def give_back(request: HttpRequest, uuid: uuids.UUID) -> dict[str, Any]:
    """All coming dates; those too near to be given back stay."""
    found = _own(request, uuid)
    with refusals_told():
        withdraw_series(found, by=person_of(request), at=clock.now())
    return _series(found)


@router.post(
    "/bookings/series/{uuid:uuid}/skipped/{int:pk}/",
    **own(gettext_lazy("Ta med en dato som var utelatt"), BookingData, Scope.WRITE, status=201),
)
def add(request: HttpRequest, uuid: uuids.UUID, pk: int) -> Status[Booking]:
    """When it is free now."""
    skipped, person = get_object_or_404(_own(request, uuid).skipped_dates, pk=pk), person_of(request)
    with refusals_told():
        made = add_skipped(skipped, by=person, at=clock.now())
    return Status(201, mine(person).get(pk=made.pk))


def _own(request: HttpRequest, uuid: uuids.UUID) -> BookingSeries:
    """404 alike for strangers and for what does not exist."""
    rows = BookingSeries.objects.filter(bookings__in=mine(person_of(request)).values("pk")).distinct()
    found: BookingSeries = get_object_or_404(rows, uuid=uuid)
    return found


def _series(found: BookingSeries) -> dict[str, Any]:
    rows = found.bookings.select_related("venue", "organisation", "series").prefetch_related("spaces")
    return {
        "uuid": found.uuid,
        "until": found.until_date,
        "url": absolute(found.get_absolute_url()),
        "bookings": list(rows.order_by("starts_at")),
        "skipped": list(found.skipped_dates.all()),
    }


def _repetition(sent: SeriesIn, form: ProgramForm) -> Repetition:
    """The rule, read by the form of the page."""
    typed = QueryDict(mutable=True)
    typed.update({"gjenta": str(sent.every_weeks), "siste": sent.until.isoformat()})
    repeat, slot = RepeatForm(typed), form.slot
    found = repeat.repetition(slot) if slot and repeat.is_valid() else None
    if found is None:
        raise not_valid({SENT_AS[name]: list(map(str, sentences)) for name, sentences in repeat.errors.items()})
    return found


def _planned(form: ProgramForm, periods: list[Period]) -> list[PlannedDate]:
    person, spaces = form.person, list(form.spaces.values())
    assert isinstance(person, User)  # noqa: S101 - a key is somebody's
    asked = {"quantity": form.quantity or 1, "borrowers": [form.borrower], "own_hold": own_hold_of(person)}
    return plan_dates(situation_of(spaces, periods, at=clock.now(), **asked), form.wanted, periods, form.people)


def _chosen(sent: SeriesWishIn, form: ProgramForm, periods: list[Period]) -> tuple[list[Date], list[Period]]:
    """What is asked for, and what is left out. That it can be had is the operation's to say, also the second time."""
    by_day = {clock.local(period.starts_at).date(): period for period in periods}
    if unknown := [day for day in [*sent.skip, *sent.instead] if day not in by_day]:
        raise not_valid({"skip": [_("%(day)s er ikke en av datoene.") % {"day": day} for day in unknown]})
    if strange := [slug for slug in sent.instead.values() if slug not in form.spaces]:
        raise not_valid({"instead": [_("Rommet %(slug)s finnes ikke her.") % {"slug": slug} for slug in strange]})
    left = [period for day, period in by_day.items() if day in sent.skip]
    dates = [
        Date(period, [form.spaces[sent.instead[day]]] if day in sent.instead else form.wanted)
        for day, period in by_day.items()
        if period not in left
    ]
    if not dates:
        raise not_valid({"skip": [_("Velg minst én dato.")]})
    return dates, left


def _told(one: PlannedDate) -> dict[str, Any]:
    refusals = [{"code": why.code, "detail": str(why), "field": why.field} for why in one.refusals]
    return {
        "date": clock.local(one.period.starts_at).date(),
        "starts_at": one.period.starts_at,
        "ends_at": one.period.ends_at,
        "is_possible": not refusals,
        "refusals": refusals,
        "instead": [space.slug for space in one.instead],
    }
