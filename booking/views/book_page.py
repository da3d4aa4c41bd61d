"""The page with the form for a loan: what is chosen, what is in the way, and what works instead."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from venues.models import Space, Venue
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period
from website.core.refusals import Refusal

from ..forms.book import BookForm
from ..forms.repeat import RepeatForm, dates_in
from ..models import Booking
from ..operations.holds import own_hold_of
from ..permissions import may_ignore
from ..queries.alternatives import Alternatives, alternatives
from ..queries.bookings import loan_then
from ..queries.lengths import length_hint
from ..queries.situation import Situation
from ..queries.terms import free_around, terms

A_FEW_DAYS = dt.timedelta(days=3)


def form_page(
    request: HttpRequest,
    place: Venue,
    form: BookForm,
    chosen: BookForm,
    refusals: Sequence[Refusal],
    status: int = 200,
    repeat: RepeatForm | None = None,
) -> HttpResponse:
    """The form as `form` shows it; `chosen` is what is understood of it so far, `refusals` what is in its way."""
    context = {
        "venue": place,
        "form": form,
        "repeat": repeat or RepeatForm(initial=typed_in(request.POST or request.GET)),
        "wanted": chosen.wanted,
        "period": chosen.slot,
        "refusals": refusals,
        "mine": _mine(chosen, form.person, refusals),
        "ignorable": ignorable(form.person, place, refusals),
        "instead": _instead(chosen, form.person) if refusals else None,
        "typed": typed_in(request.POST or request.GET),
        "dates_before": dates_in(request.POST),
        "terms": terms(list(form.spaces.values()), chosen.slot),
        "free": None if refusals else _free(chosen, form.person),
        "lengths": length_hint(chosen.wanted),
        "left": _left(chosen, form.person),
        "now": clock.now(),
        "breadcrumbs": [
            ("/lan-lokaler/", _("Lån lokaler")),
            (place.get_booking_url(), place.name),
            (request.path, _("Bestill")),
        ],
    }
    response = render(request, "booking/book.html", context, status=status)
    if form.person:
        patch_cache_control(response, private=True, no_store=True)
    return response


def ignorable(person: User | None, place: Venue, refusals: Sequence[Refusal]) -> str:
    """The codes of the refusals, when all of them are warnings to this person: what «Bestill likevel» sends."""
    codes = {refusal.code for refusal in refusals}
    return ",".join(sorted(codes)) if person and codes and codes <= may_ignore(person, place.pk) else ""


def asked(chosen: BookForm, person: User | None, at: dt.datetime) -> dict[str, Any]:
    """When, how many of each pool and for whom: themselves or the organisation chosen. Unknown before logging in."""
    quantity = chosen.quantity or 1
    return {"at": at, "own_hold": own_hold_of(person), "quantity": quantity, "borrowers": [chosen.borrower]}


def _mine(chosen: BookForm, person: User | None, refusals: Sequence[Refusal]) -> Booking | None:
    """What is in the way, when it is the person's own loan of the same room."""
    is_taken = any(refusal.code == "taken" for refusal in refusals)
    return loan_then(person, chosen.wanted, chosen.slot) if is_taken and person and chosen.slot else None


def _free(chosen: BookForm, person: User | None) -> Period | None:
    """How long the rooms are free around what is chosen, so that one can choose again."""
    if chosen.slot is None or not chosen.wanted:
        return None
    situation = Situation.around(chosen.wanted, chosen.slot, **asked(chosen, person, clock.now()))
    return free_around(situation, chosen.wanted, chosen.slot)


def _left(chosen: BookForm, person: User | None) -> list[tuple[Space, str]]:
    """Of all that is lent in number here, how many there are at the time that is chosen."""
    pools = [space for space in chosen.spaces.values() if space.is_pool]
    if chosen.slot is None or not pools:
        return []
    situation = Situation.around(pools, chosen.slot, at=clock.now(), own_hold=own_hold_of(person))
    return [(pool, situation.how_many_left(pool.pk, chosen.slot)) for pool in pools]


def _instead(chosen: BookForm, person: User | None) -> Alternatives | None:
    """What works, when what is chosen does not."""
    if chosen.slot is None or not chosen.wanted:
        return None
    here = list(chosen.spaces.values())
    elsewhere = Space.objects.public().exclude(venue=here[0].venue_id).select_related("venue")
    spaces = [*here, *elsewhere] if len(chosen.wanted) == 1 else here
    days = [clock.local(chosen.slot.starts_at).date() + offset for offset in (-A_FEW_DAYS, A_FEW_DAYS)]
    situation = Situation(spaces, *days, **asked(chosen, person, clock.now()))
    return alternatives(situation, chosen.wanted, chosen.slot, chosen.people)


def typed_in(data: QueryDict) -> dict[str, Any]:
    """What the address says, as the form shows it. Nonsense is shown back, to be corrected."""
    typed: dict[str, Any] = {name: value for name, value in data.items() if name != "nokkel" and value}
    return typed | {name: data.getlist(name) for name in ("rom", "vilkar", "alder")}
