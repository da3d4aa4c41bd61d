"""What a program with a key can be told and do, for one loan and for fixed loans alike."""

import uuid as uuids
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from venues.models import Space, Venue
from website.accounts.api import with_key
from website.accounts.enums import Scope
from website.accounts.models import User
from website.accounts.permissions import bookable_organisations
from website.core import clock
from website.core.api.answers import PROBLEMS, offer
from website.core.api.problems import CONFLICT, NOT_UNDERSTOOD, NoAnswerError, not_valid

from ..forms.program import ProgramForm
from ..models.booking import BookingQuerySet
from ..queries.bookings import bookings_of
from ..queries.terms import versions_of
from .data import BookingIn, LoanIn

MARKS = uuids.UUID("0d3a3c77-2f52-4b0e-9d3c-6b1f7f1f6e0a")  # of what programs call one wish
LONGEST_MARK = 200
ASKING = PROBLEMS | {401, 403}
DOING = ASKING | {405, 409, 413, 422}


def own(summary: Any, kind: Any, scope: Scope, *questions: Any, status: int = 200, asks: bool = True) -> dict[str, Any]:
    """The options of an operation for those with a key. One that only `asks` in its address is sent nothing."""
    problems = ASKING if scope == Scope.READ and asks else DOING
    return offer(kind, summary, *questions, status=status, problems=problems) | with_key(scope)


def mine(person: User) -> BookingQuerySet:
    """The person's own loans and those of the organisations they book for."""
    return bookings_of(person, bookable_organisations(person, clock.today()))


def form_of(sent: BookingIn, person: User) -> ProgramForm:
    """A wish of a person who has given a name."""
    place = get_object_or_404(Venue, slug=sent.venue, is_public=True)
    if not person.first_name:
        raise NoAnswerError(NOT_UNDERSTOOD, _("Skriv navnet ditt på Min side først."), code="name")
    return read(sent, spaces_of(place), person, organisations=bookable_organisations(person, clock.today()))


def read(sent: LoanIn, spaces: Sequence[Space], person: User, **known: Any) -> ProgramForm:
    """What was sent, when it makes sense; else 422 with a sentence by name. `known` is what else the form asks for."""
    versions = versions_of(spaces)
    form = ProgramForm(sent.model_dump(), sent.period, spaces=spaces, versions=versions, person=person, **known)
    if not form.is_valid():
        raise not_valid(form.sent_errors)
    return form


def spaces_of(place: Venue) -> list[Space]:
    return list(Space.objects.active().filter(venue=place).select_related("venue"))


def key_of(request: HttpRequest, person: User) -> uuids.UUID | None:
    mark = request.headers.get("Idempotency-Key", "")
    if len(mark) > LONGEST_MARK:
        raise not_valid({"Idempotency-Key": [_("Skriv høyst 200 tegn.")]})
    return uuids.uuid5(MARKS, f"{person.pk} {mark}") if mark else None


def refuse_other_wish(made: uuids.UUID, key: uuids.UUID | None) -> None:
    """What was made has another key when this one had been used for something else. To be asked before it is kept."""
    if key and made != key:
        sentence = _("Denne Idempotency-Key er brukt til en annen bestilling.")
        raise NoAnswerError(CONFLICT, sentence, code="idempotency")
