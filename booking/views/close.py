"""Close rooms for a while, or lay one down: first what it hits, then a decision for each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from venues.agreements import Agreement, answers_for
from venues.forms import CancelledForm
from venues.models import Space
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period
from website.core.refusals import RefusedError

from ..agreements import agreements
from ..forms.desk import ClosureForm
from ..models import Booking
from ..operations.closures import bookings_hit, bookings_of, close_and_decide, lay_down
from ..queries.places import TWO_MONTHS, Place, places, sharing
from .closures import closing_host, spaces_at

UNDECIDED, TAKEN_MEANWHILE = 422, 409


@dataclass
class Question:
    """The loans in the way, where each can be instead, and what is answered so far."""

    hits: Sequence[Agreement]
    places: Mapping[int, Sequence[Place]]
    answers: Mapping[str, str]

    @property
    def is_answered(self) -> bool:
        return len(self.answers) == len(self.hits)

    @property
    def asked(self) -> list[tuple[Agreement, str]]:
        return [(one, self.answers.get(one.key, "")) for one in self.hits]

    @property
    def decisions(self) -> dict[int, str | Place]:
        """By the loan's id, as `carry_out` wants it. Only of a question that is answered."""
        return {one.row.pk: self._decision(one) for one in self.hits}

    def _decision(self, one: Agreement) -> str | Place:
        answer = self.answers[one.key]
        return next((place for place in self.places.get(one.row.pk, ()) if place.answer == answer), answer)


def ask_about(
    bookings: Sequence[Booking],
    gone: Collection[int],
    period: Period,
    request: HttpRequest,
    person: User,
    *,
    must_go: bool = False,
) -> Question:
    """What to decide about the bookings, while the spaces `gone`, by id, are shut for `period`."""
    at = clock.now()
    found = places(bookings, gone, period, at=at)
    hits = agreements(bookings, by=person, at=at, places=found, must_go=must_go)
    return Question(hits, found, answers_for(hits, request.POST))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Nothing is stored until each booking that is hit has its answer."""
    person, hosted = closing_host(request)
    form = ClosureForm(request.POST or None, spaces=spaces_at(hosted))
    question, status = Question([], {}, {}), UNDECIDED if form.errors else 200
    if form.is_valid():
        wanted, period = form.wanted, form.cleaned_data["period"]
        question = ask_about(bookings_hit(wanted, period), sharing(wanted), period, request, person)
        if question.is_answered and (answer := _close(request, form, question, person)):
            return answer
        status = TAKEN_MEANWHILE if form.errors else UNDECIDED
    context = {"form": form, "header": _("Steng rom"), **_shown(request, question)}
    return render(request, "booking/desk/close.html", context, status=status)


def _close(request: HttpRequest, form: ClosureForm, question: Question, person: User) -> HttpResponse | None:
    """Done, and on to the list; or nothing, with what is wrong in the form."""
    data = form.cleaned_data
    about = {"spaces": form.wanted, "period": data["period"], "reason": data["grunn"]}
    try:
        closure, decided = close_and_decide(**about, decisions=question.decisions, by=person, at=clock.now())
    except RefusedError as refused:
        form.add_error(None, str(refused.refusals[0]))
        return None
    done = _("Stengt: %(reason)s.") % {"reason": closure.reason}
    messages.success(request, f"{done} {decided}".strip())
    return redirect("booking_desk:closures")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lay_space_down(request: HttpRequest, pk: int) -> HttpResponse:
    """What is agreed in the space is moved or cancelled, and it can be lent no more."""
    person, hosted = closing_host(request)
    space = get_object_or_404(Space.objects.active().filter(venue__in=hosted).select_related("venue"), pk=pk)
    form = CancelledForm(request.POST or None)
    now = clock.now()
    bookings = bookings_of(space, now)
    until = max([now, *(booking.ends_at for booking in bookings)]) + TWO_MONTHS
    question = ask_about(bookings, [space.pk], Period(now, until), request, person, must_go=True)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = UNDECIDED
        if question.hits and not form.cleaned_data["melding"]:
            form.add_error("melding", _("Skriv hvorfor. De som hadde en avtale, leser det."))
        elif question.is_answered:
            if answer := _lay_down(request, space, form, question, person):
                return answer
            status = TAKEN_MEANWHILE
    context = {"form": form, "space": space, "header": _("Legg ned %(space)s") % {"space": space}}
    return render(request, "booking/desk/lay_down.html", context | _shown(request, question), status=status)


def _lay_down(
    request: HttpRequest, space: Space, form: CancelledForm, question: Question, person: User
) -> HttpResponse | None:
    reason = form.cleaned_data["melding"]
    try:
        decided = lay_down(space, decisions=question.decisions, reason=reason, by=person, at=clock.now())
    except RefusedError as refused:
        form.add_error(None, str(refused.refusals[0]))
        return None
    done = _("%(space)s er lagt ned.") % {"space": space}
    messages.success(request, f"{done} {decided}".strip())
    return redirect("booking_desk:coming")


def _shown(request: HttpRequest, question: Question) -> dict[str, object]:
    """The hits as the page shows them. Those left unanswered are pointed at once they have been asked about."""
    missing = [one for one in question.hits if one.key not in question.answers]
    shown_before = set(request.POST.getlist("vist"))
    return {
        "hits": question.asked,
        "missing": missing,
        "was_asked": any(one.key in shown_before for one in missing),
        "rest": request.POST.get("resten", ""),
    }
