"""A weekly mail: ask for it, and, from the mail, say yes or stop. Only a button does either: scanners open links."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from website.core import clock
from website.core.limits import Limit, limited

from .. import queries, weekly
from ..forms import WeeklyForm
from ..models import Followed
from .pages import ways

ASKS = Limit("weekly-mail-asks", times=30, seconds=3600)  # a school or library has one address for all who sit there
TYPED_IN_VAIN = 422


@csrf_exempt  # whoever asks need not be anybody, and the pages stay without a cookie; only the mailbox can say yes
@require_POST
@limited(ASKS)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """For a house, a room, a community, an activity or everything."""
    return _ask(request, queries.find_address(slug))


@csrf_exempt
@require_POST
@limited(ASKS)
def ask_for_search(request: HttpRequest, code: str) -> HttpResponse:
    """For a search."""
    return _ask(request, queries.find_search(code))


def _ask(request: HttpRequest, followed: Followed | None) -> HttpResponse:
    """The same answer whoever has the address, and whether it has asked before."""
    if followed is None or followed.is_gone or not followed.is_public:
        raise Http404
    form = WeeklyForm(request.POST)
    if not form.is_valid():
        return ways(request, followed, form, TYPED_IN_VAIN)
    weekly.ask(followed, form.cleaned_data["email"], at=clock.now())
    return render(request, "feeds/weekly_asked.html", {"followed": followed, "email": form.cleaned_data["email"]})


@csrf_exempt  # the signature in the address is the right; mail programs post to it with no page before (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, signed: str) -> HttpResponse:
    """Say yes, or stop. A mail program that stops it for its owner sends `List-Unsubscribe=One-Click`."""
    now = clock.now()
    mail = weekly.find(signed, at=now)
    done = ""
    if request.method == "POST" and mail and "bekreft" in request.POST:
        weekly.confirm(mail, at=now)
        done = "confirmed"
    elif request.method == "POST" and mail:
        weekly.stop(mail)
        mail, done = None, "stopped"
    context = {"mail": mail, "done": done, "followed": queries.find(mail.place) if mail else None}
    is_unknown = mail is None and request.method != "POST"
    return render(request, "feeds/weekly.html", context, status=404 if is_unknown else 200)
