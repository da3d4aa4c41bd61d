"""Forms that change opening hours: nothing is stored until what they leave outside has its answer."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import CreateView

from website.accounts.models import User
from website.core import clock
from website.core.refusals import RefusedError
from website.core.viewsets import OwnDeleteView, OwnEditView

from ..agreements import CANCEL, UndecidedError, answers_for, change_hours
from ..forms import CancelledForm
from ..queries import follow_school_holidays

UNDECIDED = 422
OWN_NAMES = {"csrfmiddlewaretoken", "resten", "vist", "melding"}
Changed = TypeVar("Changed")


def decide(request: HttpRequest, change: Callable[[], Changed], venues: Collection[int]) -> Changed:
    """Do the change with the answers of this request, as `change_hours`."""
    form = CancelledForm(request.POST)
    reason = form.cleaned_data["melding"] if form.is_valid() else ""
    assert isinstance(request.user, User)  # noqa: S101 - the admin's door lets nobody else in
    return change_hours(change, venues=venues, data=request.POST, reason=reason, by=request.user, at=clock.now())


def ask(request: HttpRequest, problem: UndecidedError | RefusedError) -> HttpResponse:
    """The page that lists what would be left outside, with what was typed and answered so far."""
    agreements = problem.agreements if isinstance(problem, UndecidedError) else []
    answers = answers_for(agreements, request.POST)
    form = CancelledForm(request.POST if "melding" in request.POST else None, initial={"melding": _reason(request)})
    if CANCEL in answers.values() and form.is_bound and form.is_valid() and not form.cleaned_data["melding"]:
        form.add_error("melding", _("Skriv hvorfor. De som hadde en avtale, leser det."))
    mine = OWN_NAMES | {one.key for one in agreements}
    context = {
        "header": _("Hva skal skje med det som er avtalt?"),
        "asked": [(one, request.POST.get(one.key, "")) for one in agreements],
        "rest": request.POST.get("resten", ""),
        "refusal": problem.refusals[0] if isinstance(problem, RefusedError) else "",
        "typed": [(name, value) for name in request.POST if name not in mine for value in request.POST.getlist(name)],
        "form": form,
    }
    return render(request, "venues/admin/decide.html", context, status=UNDECIDED)


def _reason(request: HttpRequest) -> str:
    """A dated exception says why; it may as well say so to those it hits."""
    return request.POST.get("reason", "")


class _Deciding:
    """What the views have in common: the change may be answered with a question."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except (UndecidedError, RefusedError) as problem:
            return ask(self.request, problem)  # type: ignore[attr-defined]
        return answer


class CreateHoursView(_Deciding, CreateView):
    def save_instance(self) -> Any:
        return decide(self.request, super().save_instance, {self.form.instance.venue_id})


class EditHoursView(_Deciding, OwnEditView):
    """Hours that pass to another house change those of both."""

    def save_instance(self) -> Any:
        return decide(self.request, super().save_instance, {self.form.initial["venue"], self.form.instance.venue_id})


class DeleteHoursView(_Deciding, OwnDeleteView):
    def delete_action(self) -> None:
        decide(self.request, super().delete_action, {self.object.venue_id})


class EditVenueView(_Deciding, OwnEditView):
    """A house may begin to close on public holidays."""

    def save_instance(self) -> Any:
        return decide(self.request, super().save_instance, {self.object.pk})


class CreateSchoolHolidayView(_Deciding, CreateView):
    def save_instance(self) -> Any:
        return decide(self.request, super().save_instance, follow_school_holidays())


class EditSchoolHolidayView(_Deciding, OwnEditView):
    def save_instance(self) -> Any:
        return decide(self.request, super().save_instance, follow_school_holidays())


class DeleteSchoolHolidayView(_Deciding, OwnDeleteView):
    def delete_action(self) -> None:
        decide(self.request, super().delete_action, follow_school_holidays())
