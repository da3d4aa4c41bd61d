"""What a person has booked, alone and for their organisations."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from website.accounts.models import User
from website.accounts.permissions import bookable_organisations
from website.core import clock

from ..queries.bookings import bookings_of, one_of_each_series

PAST_SHOWN = 20
COMING_SHOWN = 500  # fixed loans of a year are fifty


@login_required
@never_cache
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    person = request.user
    assert isinstance(person, User)  # noqa: S101 - login_required
    organisations = bookable_organisations(person, clock.today())
    mine = bookings_of(person, organisations)
    now = clock.now()
    context = {
        "person": person,
        "organisations": organisations,
        "coming": one_of_each_series(mine.filter(ends_at__gte=now).order_by("starts_at")[:COMING_SHOWN]),
        "past": [(booking, 0) for booking in mine.filter(ends_at__lt=now).order_by("-starts_at")[:PAST_SHOWN]],
    }
    return render(request, "booking/my_page.html", context)
