"""/api/v1/bookings/: a person's own loans and those of the organisations they book for, for a program with their key.

Read by the form of the page and done by the same operations, so what the page refuses is refused here, for the same
reasons. What is not theirs is answered as what is not there.
"""

import uuid as uuids
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router, Status

from venues.models import Space, Venue
from website.accounts.api import person_of, with_key
from website.accounts.enums import Scope
from website.accounts.models import User
from website.accounts.permissions import bookable_organisations
from website.core import clock
from website.core.api.answers import PROBLEMS, Page, offer, page
from website.core.api.problems import CONFLICT, NOT_UNDERSTOOD, NoAnswerError, not_valid, refusals_told
from website.core.api.questions import Window, understood

from ..forms.need import date_field
from ..forms.program import ProgramForm
from ..models import Booking
from ..operations.bookings import request_booking, withdraw_booking
from ..operations.holds import hold_key, own_hold_of
from ..operations.moves import change_booking, end_early
from ..operations.wanted import Wanted
from ..queries.bookings import bookings_of
from ..queries.situation import Situation
from ..queries.terms import agreed_in, versions_of
from .data import BookingData, BookingIn, ChangeIn, LoanIn, VerdictData

router = Router(tags=["bookings"])
MARKS = uuids.UUID("0d3a3c77-2f52-4b0e-9d3c-6b1f7f1f6e0a")  # of what programs call one wish
LONGEST_MARK = 200
ASKING = PROBLEMS | {401, 403}
DOING = ASKING | {405, 409, 413, 422}


class Since(forms.Form):
    """From which day on."""

    fra = date_field(label=gettext_lazy("Fra og med denne dagen, i dag når ikke noe står"), required=False)


def own(summary: Any, kind: Any, scope: Scope, *questions: Any, status: int = 200) -> dict[str, Any]:
    """The options of an operation for those with a key."""
    problems = ASKING if scope == Scope.READ else DOING
    return offer(kind, summary, *questions, status=status, problems=problems) | with_key(scope)


@router.get("/bookings/", **own(gettext_lazy("Lånene dine"), Page[BookingData], Scope.READ, Since, Window))
def bookings(request: HttpRequest) -> dict[str, Any]:
    """Those that are not over, the first first."""
    day = understood(Since(request.GET)).cleaned_data["fra"] or clock.today()
    mine = _mine(person_of(request)).filter(ends_at__gte=clock.midnight(day))
    return page(request, mine.order_by("starts_at", "pk"))


@router.get("/bookings/{uuid:uuid}/", **own(gettext_lazy("Ett lån"), BookingData, Scope.READ))
def booking(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    return _own(request, uuid)


@router.post("/bookings/explain/", **own(gettext_lazy("Kan det lånes?"), VerdictData, Scope.READ))
def explain(request: HttpRequest, sent: BookingIn) -> dict[str, Any]:
    """All reasons why not, as the page gives them. Nothing is stored or held."""
    form, at = _form(sent, person_of(request)), clock.now()
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
    form, key = _form(sent, person), _key(request, person)
    with refusals_told(), transaction.atomic():
        made = request_booking(
            spaces=form.wanted,
            period=form.cleaned_data["period"],
            details=form.details(key),
            by=person,
            at=clock.now(),
            hold_key=hold_key(person),
        )
        if key and made.key != key:
            sentence = _("Denne Idempotency-Key er brukt til en annen bestilling.")
            raise NoAnswerError(CONFLICT, sentence, code="idempotency")
    return Status(201, _own(request, made.uuid))


@router.patch("/bookings/{uuid:uuid}/", **own(gettext_lazy("Endre et lån"), BookingData, Scope.WRITE))
def change(request: HttpRequest, uuid: uuids.UUID, sent: ChangeIn) -> Booking:
    """All of it as it shall be. Less of the same can be had until it begins."""
    found, person = _own(request, uuid), person_of(request)
    gone = [space for space in found.spaces.all() if space.archived_at is not None]
    form = _read(sent, [*_spaces(found.venue), *gone], person, agreed=agreed_in(found))
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


def _mine(person: User) -> Any:
    return bookings_of(person, bookable_organisations(person, clock.today()))


def _own(request: HttpRequest, uuid: uuids.UUID) -> Booking:
    """404 alike for strangers and for what does not exist."""
    found: Booking = get_object_or_404(_mine(person_of(request)), uuid=uuid)
    return found


def _form(sent: BookingIn, person: User) -> ProgramForm:
    """A wish of a person who has given a name."""
    place = get_object_or_404(Venue, slug=sent.venue, is_public=True)
    if not person.first_name:
        raise NoAnswerError(NOT_UNDERSTOOD, _("Skriv navnet ditt på Min side først."), code="name")
    return _read(sent, _spaces(place), person, organisations=bookable_organisations(person, clock.today()))


def _read(sent: LoanIn, spaces: Sequence[Space], person: User, **known: Any) -> ProgramForm:
    """What was sent, when it makes sense; else 422 with a sentence by name. `known` is what else the form asks for."""
    versions = versions_of(spaces)
    form = ProgramForm(sent.model_dump(), sent.period, spaces=spaces, versions=versions, person=person, **known)
    if not form.is_valid():
        raise not_valid(form.sent_errors)
    return form


def _spaces(place: Venue) -> list[Space]:
    return list(Space.objects.active().filter(venue=place).select_related("venue"))


def _key(request: HttpRequest, person: User) -> uuids.UUID | None:
    mark = request.headers.get("Idempotency-Key", "")
    if len(mark) > LONGEST_MARK:
        raise not_valid({"Idempotency-Key": [_("Skriv høyst 200 tegn.")]})
    return uuids.uuid5(MARKS, f"{person.pk} {mark}") if mark else None
