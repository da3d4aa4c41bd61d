"""/api/v1/bookings/: a person's own loans and those of the organisations they book for, for a program with their key.

Read by the form of the page and done by the same operations, so what the page refuses is refused here, for the same
reasons. What is not theirs is answered as what is not there.
"""

import uuid as uuids
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from ninja import Router, Status

from website.accounts.api import person_of
from website.accounts.enums import Scope
from website.core import clock
from website.core.api.answers import Page, page
from website.core.api.problems import refusals_told
from website.core.api.questions import Window, understood

from ..forms.need import date_field
from ..models import Booking
from ..operations.bookings import request_booking, withdraw_booking
from ..operations.holds import hold_key, own_hold_of
from ..operations.moves import change_booking, end_early
from ..operations.wanted import Wanted
from ..queries.situation import Situation
from ..queries.terms import agreed_in
from .data import BookingData, BookingIn, ChangeIn, VerdictData
from .own import form_of, key_of, mine, own, read, refuse_other_wish, spaces_of

router = Router(tags=["bookings"])


class Since(forms.Form):
    """From which day on."""

    fra = date_field(label=gettext_lazy("Fra og med denne dagen, i dag når ikke noe står"), required=False)


@router.get("/bookings/", **own(gettext_lazy("Lånene dine"), Page[BookingData], Scope.READ, Since, Window))
def bookings(request: HttpRequest) -> dict[str, Any]:
    """Those that are not over, the first first."""
    day = understood(Since(request.GET)).cleaned_data["fra"] or clock.today()
    rows = mine(person_of(request)).filter(ends_at__gte=clock.midnight(day))
    return page(request, rows.order_by("starts_at", "pk"))


@router.get("/bookings/{uuid:uuid}/", **own(gettext_lazy("Ett lån"), BookingData, Scope.READ))
def booking(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    return _own(request, uuid)


@router.post("/bookings/explain/", **own(gettext_lazy("Kan det lånes?"), VerdictData, Scope.READ, asks=False))
def explain(request: HttpRequest, sent: BookingIn) -> dict[str, Any]:
    """All reasons why not, as the page gives them. Nothing is stored or held."""
    form, at = form_of(sent, person_of(request)), clock.now()
    period = form.cleaned_data["period"]
    asked = {"quantity": form.quantity or 1, "borrowers": [form.borrower], "own_hold": own_hold_of(form.person)}
    situation = Situation.around(form.wanted, period, at=at, **asked)
    found = [why for space in form.wanted for why in situation.why_not(space, period, form.people)]
    refusals = [{"code": one.code, "detail": str(one), "field": one.field} for one in dict.fromkeys(found)]
    return {"is_possible": not refusals, "refusals": refusals}


@router.post("/bookings/", **own(gettext_lazy("Lån noe"), BookingData, Scope.WRITE, status=201))
def create(request: HttpRequest, sent: BookingIn) -> Status[Booking]:
    """The same `Idempotency-Key` twice is one loan, whatever was lost between; with another wish it is refused."""
    person = person_of(request)
    form, key = form_of(sent, person), key_of(request, person)
    with refusals_told(), transaction.atomic():
        made = request_booking(
            spaces=form.wanted,
            period=form.cleaned_data["period"],
            details=form.details(key),
            by=person,
            at=clock.now(),
            hold_key=hold_key(person),
        )
        refuse_other_wish(made.key, key)
    return Status(201, _own(request, made.uuid))


@router.patch("/bookings/{uuid:uuid}/", **own(gettext_lazy("Endre et lån"), BookingData, Scope.WRITE))
def change(request: HttpRequest, uuid: uuids.UUID, sent: ChangeIn) -> Booking:
    """All of it as it shall be. Less of the same can be had until it begins."""
    found, person = _own(request, uuid), person_of(request)
    gone = [space for space in found.spaces.all() if space.archived_at is not None]
    form = read(sent, [*spaces_of(found.venue), *gone], person, agreed=agreed_in(found))
    wanted = Wanted(form.wanted, form.cleaned_data["period"], form.details())
    with refusals_told():
        change_booking(found, wanted, by=person, at=clock.now(), version=sent.version)
    return _own(request, uuid)


@router.delete("/bookings/{uuid:uuid}/", **own(gettext_lazy("Gi tilbake et lån"), BookingData, Scope.WRITE))
def give_back(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    """Withdrawn while it waits for an answer, else given back. It can still be read."""
    return _done(request, uuid, withdraw_booking)


@router.post("/bookings/{uuid:uuid}/end/", **own(gettext_lazy("Slutt før tiden"), BookingData, Scope.WRITE))
def end(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    """The rest of it is free from now on."""
    return _done(request, uuid, end_early)


def _done(request: HttpRequest, uuid: uuids.UUID, act: Any) -> Booking:
    with refusals_told():
        act(_own(request, uuid), by=person_of(request), at=clock.now())
    return _own(request, uuid)


def _own(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    """404 alike for strangers and for what does not exist."""
    found: Booking = get_object_or_404(mine(person_of(request)), uuid=uuid)
    return found
