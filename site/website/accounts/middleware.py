"""The door to the admin: one way in, a second step for those who work there, people and rights for superusers only."""

import re
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied

from .permissions import works_everywhere

ADMIN = re.compile(r"^/admin/")
OWN_LOGIN = re.compile(r"^/admin/(login|password_reset)(/|$)")  # past allauth's limits and second factor
OWN_LOGOUT = re.compile(r"^/admin/logout(/|$)")
PEOPLE = re.compile(r"^/admin/(users|groups)(/|$)")
REPORTS = re.compile(r"^/admin/reports(/|$)")  # of what everybody does, drafts too


class AdminDoorMiddleware:
    """Asked before every address of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._stopped(request) or self.get_response(request)

    def _stopped(self, request: HttpRequest) -> HttpResponse | None:
        if not ADMIN.match(request.path):
            return None
        if OWN_LOGIN.match(request.path):
            wanted = urlencode({"next": request.GET.get("next", "/admin/")})
            return redirect(f"{reverse('account_login')}?{wanted}")
        if OWN_LOGOUT.match(request.path) and request.method != "POST":
            return redirect("account_logout")  # Wagtail ends the session of whoever follows a link
        if not request.user.is_authenticated:
            return None
        if not request.user.has_perm("wagtailadmin.access_admin"):
            # Wagtail would send them to log in, and the login straight back. Raised, it would be logged as an error is.
            return permission_denied(request, PermissionDenied())
        if PEOPLE.match(request.path) and not request.user.is_superuser:
            raise Http404
        if REPORTS.match(request.path) and not works_everywhere(request.user):
            raise Http404
        if settings.STAFF_NEEDS_SECOND_FACTOR and not is_mfa_enabled(request.user):
            messages.info(request, _("Du må sette opp et ekstra trinn ved innlogging før du kan redigere."))
            return redirect("mfa_activate_totp")
        return None
