"""A person's keys to the API."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from website.core import clock
from website.core.refusals import RefusedError

from .access_keys import delete_key, make_key
from .forms import KeyForm
from .models import User

TYPED_IN_VAIN = 422


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """Those there are, and a form for one more. What opens the door stands only in the answer to the form."""
    form, secret = KeyForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        secret = _make(request, form)
    context = {
        "form": KeyForm() if secret else form,
        "secret": secret,
        "keys": request.user.access_keys.all(),  # type: ignore[union-attr]  # login_required
        "today": clock.today(),
        "breadcrumbs": [("/min-side/", _("Min side")), (request.path, _("Tilgangsnøkler"))],
    }
    return render(request, "accounts/keys.html", context, status=TYPED_IN_VAIN if form.errors else 200)


def _make(request: HttpRequest, form: KeyForm) -> str:
    person, data = request.user, form.cleaned_data
    assert isinstance(person, User)  # noqa: S101 - login_required
    try:
        key, secret = make_key(
            person=person, name=data["name"], scopes=data["scopes"], life=form.life(), at=clock.now()
        )
    except RefusedError as refused:
        for refusal in refused.refusals:
            form.add_error(refusal.field or None, str(refusal))
        return ""
    messages.success(request, _("Nøkkelen «%(name)s» er laget.") % {"name": key.name})
    return secret


@login_required
@never_cache
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(request.user.access_keys, pk=pk)  # type: ignore[union-attr]  # login_required
    delete_key(key)
    messages.success(request, _("Nøkkelen «%(name)s» er slettet.") % {"name": key.name})
    return redirect("accounts:keys")
