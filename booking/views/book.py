"""The form for a loan. Everyone may open it; who is not logged in comes back to it, filled in as it was."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from venues.models import Space, Venue
from website.accounts.models import User
from website.accounts.operations import rename_person
from website.accounts.permissions import bookable_organisations
from website.core import clock
from website.core.limits import TOO_MANY_REQUESTS, Limit
from website.core.refusals import Refusal, RefusedError

from ..enums import BookingState
from ..forms.book import BookForm
from ..forms.repeat import RepeatForm
from ..models import Booking
from ..operations.bookings import request_booking
from ..operations.holds import hold_key, hold_spaces
from ..queries.situation import Situation
from ..queries.terms import versions_of
from .book_page import asked, form_page, ignorable, typed_in
from .series_plan import look_at_dates

TYPED_IN_VAIN, TAKEN_MEANWHILE = 422, 409
IN_VAIN = Limit("loans", times=20, seconds=600)  # tries of one person that came to nothing
SENT = Limit("loans_sent", times=100, seconds=600)  # and all of them; quotas are the rooms' own guard
DONE = {
    BookingState.CONFIRMED: gettext_lazy("Lånet er bestilt. Du får en e-post med det samme."),
    BookingState.REQUESTED: gettext_lazy("Bestillingen er sendt. Verten svarer deg på e-post."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, venue: str) -> HttpResponse:
    """Fill in and send a loan."""
    place = get_object_or_404(Venue, slug=venue, is_public=True)
    person = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and person:
        return _send(request, place, person)
    if request.method == "POST":
        return _to_login(request)
    if "videre" in request.GET and person is None:
        return _go_on(request, place)
    return _fill_in(request, place, person)


def _go_on(request: HttpRequest, place: Venue) -> HttpResponse:
    """To log in, once all that can be known before is right; else the form, with what is wrong."""
    form, repeat = _form(place, None, request.GET), RepeatForm(request.GET)
    form.full_clean()
    if repeat.is_wanted and form.slot and repeat.is_valid():
        repeat.repetition(form.slot)
    refusals = _hold(form, None, keep=False) if form.wanted and form.slot else []
    if repeat.is_wanted:  # each date is looked at by itself, after the login; but no date makes the room larger
        refusals = [refusal for refusal in refusals if refusal.code == "capacity"]
    form.add_refusals(refusals)
    if form.errors or repeat.errors:
        return form_page(request, place, form, form, refusals, TYPED_IN_VAIN, repeat)
    return _to_login(request)


def _to_login(request: HttpRequest) -> HttpResponse:
    """Log in, and come back with all that was typed."""
    typed = (request.POST or request.GET).copy()
    for name in ("videre", "likevel", "csrfmiddlewaretoken", "nokkel"):
        typed.pop(name, None)
    wanted = f"{request.path}?{typed.urlencode()}"
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': wanted})}")


def _fill_in(request: HttpRequest, place: Venue, person: User | None) -> HttpResponse:
    """The form as the address fills it in. Nothing is complained of yet but the time itself."""
    asked_for = _with_borrower(request.GET, person)
    chosen = _form(place, person, asked_for)
    chosen.full_clean()
    form = _form(place, person, initial=typed_in(asked_for))
    refusals = _hold(chosen, person, keep=request.method == "GET") if chosen.wanted and chosen.slot else []
    return form_page(request, place, form, chosen, refusals)


def _with_borrower(typed: QueryDict, person: User | None) -> QueryDict:
    """Who books for one organisation alone mostly does, and can choose themselves instead."""
    organisations = bookable_organisations(person, clock.today()) if person else []
    if "organisasjon" in typed or len(organisations) != 1:
        return typed
    typed = typed.copy()
    typed["organisasjon"] = organisations[0].slug
    return typed


def _hold(chosen: BookForm, person: User | None, *, keep: bool) -> list[Refusal]:
    """Why the slot cannot be had; when it can and `keep`, it is kept for the one who is logged in while they write."""
    period, now = chosen.slot, clock.now()
    assert period is not None  # noqa: S101 - the caller has looked
    situation = Situation.around(chosen.wanted, period, **asked(chosen, person, now))
    refusals = [refusal for space in chosen.wanted for refusal in situation.why_not(space, period, chosen.people)]
    if person is None or refusals or not keep:
        return refusals
    try:
        hold_spaces(spaces=chosen.wanted, period=period, key=hold_key(person), at=now, quantity=chosen.quantity or 1)
    except RefusedError as refused:
        return refused.refusals
    return []


def _send(request: HttpRequest, place: Venue, person: User) -> HttpResponse:
    """What comes to nothing is counted against the person; what is lent is not."""
    form, who, now = _form(place, person, request.POST), str(person.pk), clock.now()
    if SENT.spend(who, at=now) or IN_VAIN.wait(who, at=now):
        form.add_error(None, _("Du har prøvd mange ganger på kort tid. Vent ti minutter, og send igjen."))
        return form_page(request, place, form, form, [], TOO_MANY_REQUESTS)
    answer = _answer(request, place, person, form)
    if answer.status_code in {TYPED_IN_VAIN, TAKEN_MEANWHILE}:
        IN_VAIN.spend(who, at=now)
    return answer


def _answer(request: HttpRequest, place: Venue, person: User, form: BookForm) -> HttpResponse:
    repeat = RepeatForm(request.POST)
    if "tilbake" in request.POST:
        form.full_clean()
        return form_page(request, place, form, form, [], repeat=repeat)
    if form.is_valid() and repeat.is_wanted and (answer := look_at_dates(request, place, form, repeat)):
        return answer
    if not form.is_valid() or not repeat.is_valid():
        return form_page(request, place, form, form, [], TYPED_IN_VAIN, repeat)
    try:
        booking = _request(form, person, request.POST.get("likevel", "").split(","))
    except RefusedError as refused:
        if not ignorable(person, place, refused.refusals):  # else they are warnings, and stand above the form
            form.add_refusals(refused.refusals)
        return form_page(request, place, form, form, refused.refusals, TAKEN_MEANWHILE)
    messages.success(request, DONE.get(BookingState(booking.state), _("Denne bestillingen har du sendt før.")))
    return redirect(booking)


def _request(form: BookForm, person: User, ignoring: Collection[str]) -> Booking:
    data = form.cleaned_data
    if "fornavn" in data:
        rename_person(person=person, first_name=data["fornavn"], last_name=data["etternavn"])
    return request_booking(
        spaces=form.wanted,
        period=data["period"],
        details=form.details(),
        by=person,
        at=clock.now(),
        hold_key=hold_key(person),
        ignoring=ignoring,
    )


def _form(
    place: Venue, person: User | None, data: QueryDict | None = None, initial: dict[str, Any] | None = None
) -> BookForm:
    spaces = list(Space.objects.active().filter(venue=place).select_related("venue"))
    organisations = bookable_organisations(person, clock.today()) if person else []
    versions = versions_of(spaces)
    return BookForm(data, spaces=spaces, organisations=organisations, person=person, initial=initial, versions=versions)
