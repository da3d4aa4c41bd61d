"""What a person has booked, alone and for their organisations: what is new, what is coming, what is over."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from website.accounts.models import Organisation, User
from website.accounts.permissions import bookable_organisations
from website.core import clock

from ..models.booking import BookingQuerySet
from ..queries.bookings import Loan, as_loans, bookings_of, coming, news, one_of_each_series, over

SHOWN = 20
MYSELF = "meg"  # in the address


@login_required
@never_cache
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """What is new, then what is coming; fixed loans as one."""
    person, mine, context = _chosen(request)
    now = clock.now()
    new, agreed = news(mine, to=person, at=now), coming(mine, at=now)
    page = Paginator(one_of_each_series(agreed), SHOWN).get_page(request.GET.get("side"))
    context |= {
        "news": as_loans(one_of_each_series(new), among=new) if page.number == 1 else [],
        "page": page,
        "coming": as_loans(page.object_list, among=agreed),
    }
    return render(request, "booking/my_page.html", context)


@login_required
@never_cache
@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """What is over, date by date."""
    _person, mine, context = _chosen(request)
    page = Paginator(over(mine, at=clock.now()), SHOWN).get_page(request.GET.get("side"))
    context |= {
        "page": page,
        "loans": [Loan(booking, dates=0) for booking in page.object_list],
        "breadcrumbs": [("/min-side/", _("Min side")), (request.path, _("Tidligere"))],
    }
    return render(request, "booking/my_past.html", context)


def _chosen(request: HttpRequest) -> tuple[User, BookingQuerySet, dict[str, Any]]:
    """The bookings of those the address asks for: all, the person alone, or one of their organisations."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101 - login_required
    organisations = bookable_organisations(person, clock.today())
    mine, chosen = bookings_of(person, organisations), request.GET.get("for", "")
    organisation = next((one for one in organisations if one.slug == chosen), None)
    if organisation or chosen == MYSELF:
        mine = mine.filter(organisation=organisation)
    return person, mine, {"person": person, "choices": _choices(organisations), "chosen": chosen}


def _choices(organisations: list[Organisation]) -> list[tuple[str, str]]:
    """Whose bookings to look at; nothing to choose for who books for themselves alone."""
    if not organisations:
        return []
    return [("", _("Alle")), (MYSELF, _("Meg selv")), *((one.slug, one.name) for one in organisations)]
