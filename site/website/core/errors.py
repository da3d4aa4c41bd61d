"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .kept_forms import can_be_sent_again, send_again_page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere. `reason` is for developers and not shown."""
    if can_be_sent_again(request):
        return send_again_page(request)
    return render(request, "403_csrf.html", status=403)
