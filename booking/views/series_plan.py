"""Fixed loans: look at every date before asking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from venues.models import Venue
from website.accounts.operations import rename_person
from website.core import clock
from website.core.refusals import Refusal, RefusedError

from ..enums import BookingState
from ..forms.book import BookForm
from ..forms.repeat import FIELD, DatesForm, RepeatForm, dates_of
from ..operations.holds import hold_key
from ..operations.series import Repetition, request_series
from ..queries.series import plan_dates, situation_of
from ..queries.terms import terms
from .book_page import asked

TYPED_IN_VAIN, TAKEN_MEANWHILE = 422, 409
DONE = {
    BookingState.CONFIRMED: gettext_lazy("De faste lånene er bestilt. Du får en e-post med det samme."),
    BookingState.REQUESTED: gettext_lazy("Bestillingen er sendt. Verten svarer deg på e-post."),
}


def look_at_dates(request: HttpRequest, place: Venue, form: BookForm, repeat: RepeatForm) -> HttpResponse | None:
    """All dates with what can be had of each; the second time, ask for those chosen. None: the form must be mended."""
    slot = form.slot
    repetition = repeat.repetition(slot) if slot and repeat.is_valid() else None
    if repetition is None or form.person is None:
        return None
    is_last = "bekreft" in request.POST
    dates = _dates(form, repetition, request.POST, is_last=is_last)
    if is_last and dates.is_valid():
        try:
            return _ask(request, form, repetition, dates)
        except RefusedError as refused:
            dates = _dates(form, repetition, request.POST, is_last=False)
            return _preview(request, place, form, dates, TAKEN_MEANWHILE, refused.refusals)
    status = TYPED_IN_VAIN if is_last else 200
    return _preview(request, place, form, dates, status)


def _dates(form: BookForm, repetition: Repetition, sent: QueryDict, *, is_last: bool) -> DatesForm:
    periods = dates_of(repetition)
    spaces = list(form.spaces.values())
    situation = situation_of(spaces, periods, **asked(form, form.person, clock.now()))
    planned = plan_dates(situation, form.wanted, periods, form.cleaned_data.get("antall"))
    return DatesForm(sent if is_last else None, planned=planned, wanted=form.wanted, before=sent)


def _ask(request: HttpRequest, form: BookForm, repetition: Repetition, dates: DatesForm) -> HttpResponse:
    person, data = form.person, form.cleaned_data
    assert person is not None  # noqa: S101 - the caller has looked
    if "fornavn" in data:
        rename_person(person=person, first_name=data["fornavn"], last_name=data["etternavn"])
    series = request_series(
        repetition=repetition,
        dates=dates.chosen,
        skipped=dates.skipped,
        details=form.details(),
        by=person,
        at=clock.now(),
        hold_key=hold_key(person),
    )
    state = BookingState(series.bookings.order_by("starts_at")[0].state)
    messages.success(request, DONE.get(state, _("Denne bestillingen har du sendt før.")))
    return redirect(series)


def _preview(
    request: HttpRequest,
    place: Venue,
    form: BookForm,
    dates: DatesForm,
    status: int,
    refusals: list[Refusal] | None = None,
) -> HttpResponse:
    had = sum(not one.refusals for one, _field in dates.rows())
    context = {
        "venue": place,
        "form": form,
        "typed": [(name, value) for name in _typed_names(request) for value in request.POST.getlist(name)],
        "dates": dates,
        "refusals": refusals or [],
        "had": had,
        "count": len(dates.planned),
        "hours": form.slot,
        "terms": terms(form.wanted, None),
        "breadcrumbs": [(place.get_booking_url(), place.name), (request.path, _("Faste lån"))],
    }
    response = render(request, "booking/series_preview.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _typed_names(request: HttpRequest) -> list[str]:
    own = ("csrfmiddlewaretoken", "bekreft", "tilbake")
    return [name for name in request.POST if name not in own and not name.startswith(FIELD)]
