"""Logging in by code, and what a person may see and change about themselves."""

import logging
from smtplib import SMTPException
from urllib.parse import urlencode

from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from website.core import clock

from . import operations
from .forms import DeleteForm, EmailForm, ProfileForm
from .models import User
from .personal_data import everything_about

logger = logging.getLogger(__name__)

TYPED_IN_VAIN = 422


class SendCodeView(RequestLoginCodeView):
    """Sends a code to any address: who has not been here before gets an account by using it."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponseRedirect | None:
        """Who has a code already may still ask for another, or for one to another address."""
        if stage.key == LoginByCodeStage.key:
            return None
        pending: HttpResponseRedirect | None = super()._redirect_to_pending_stage(request, stage)
        return pending

    def form_valid(self, form: EmailForm) -> HttpResponse:
        form._user = operations.person_to_send_code(email=form.cleaned_data["email"], at=clock.now())
        try:
            response: HttpResponse = super().form_valid(form)
        except (SMTPException, OSError) as error:  # what it says may name the address
            logger.error("A login code could not be sent", extra={"error": type(error).__name__})
            form.add_error(None, _("Vi fikk ikke sendt e-posten. Prøv igjen om litt."))
            response = self.form_invalid(form)
        return response


class UseCodeView(ConfirmLoginCodeView):
    """Logs in with the code. After too many wrong ones the way back still knows where the person was going."""

    def form_invalid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if isinstance(response, HttpResponseRedirect):
            return redirect(self.passthrough_next_url(response.url))
        return response


@require_safe
def to_login(request: HttpRequest) -> HttpResponse:
    """One way in: the addresses for passwords and signing up lead to the code."""
    wanted = request.GET.get("next")
    address = reverse("account_request_login_code")
    return redirect(f"{address}?{urlencode({'next': wanted})}" if wanted else address)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = ProfileForm(request.POST or None, person=person)
    if form.is_valid():
        operations.rename_person(person=person, **form.cleaned_data)
        messages.success(request, _("Navnet er lagret."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=TYPED_IN_VAIN if form.errors else 200)


@login_required
@never_cache
@require_POST
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything we keep about the person, as a file."""
    response = JsonResponse(everything_about(_person(request)), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="mine-opplysninger.json"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete_me(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = DeleteForm(request.POST or None, person=person)
    if form.is_valid():
        with transaction.atomic():
            logout(request)
            operations.delete_person(person=person)
        messages.success(request, _("Kontoen din er slettet."))
        return redirect("/")
    return render(request, "accounts/delete.html", {"form": form}, status=TYPED_IN_VAIN if form.errors else 200)


def _person(request: HttpRequest) -> User:
    """The one who is logged in, as their own row: request.user is only a promise of it."""
    return User.objects.get(email=request.user.email)  # type: ignore[union-attr]
