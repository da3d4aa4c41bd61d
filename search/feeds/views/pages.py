"""For people: what can be followed, and how."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from venues.models import Venue
from website.core import clock
from website.core.limits import Limit, limited

from .. import operations, queries
from ..enums import SearchPage
from ..forms import WeeklyForm
from ..models import EVERYTHING, FeedAddress, Followed
from ..searches import FORMS, canonical, has_dates

ORDER = str.maketrans("æøå", "{|}")  # after z, in the Norwegian order
SAVES = Limit("save-search", times=30, seconds=3600)  # a school or library has one address for all who sit there


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All calendars one can follow."""
    addresses = queries.public_addresses()
    everything, *others = addresses
    by_name = sorted(others, key=lambda address: [part.lower().translate(ORDER) for part in address.sorted_by])
    context = {
        "everything": everything,
        "venues": [address for address in by_name if isinstance(address.subject, Venue)],
        "communities": [address for address in by_name if address.community_id],
        "spaces": [address for address in by_name if address.space_id],
    }
    return render(request, "feeds/index.html", context)


@require_safe
def subscribe(request: HttpRequest, slug: str) -> HttpResponse:
    """All ways to follow a house, a room, a community, an activity or everything."""
    return _ways(request, queries.find_address(slug))


@require_safe
def subscribe_to_search(request: HttpRequest, code: str) -> HttpResponse:
    """All ways to follow a search."""
    return _ways(request, queries.find_search(code))


@csrf_exempt  # a search is nobody's, so nothing of the person's is changed; and the lists stay without a cookie
@require_POST
@limited(SAVES)
def save_search(request: HttpRequest, page: str) -> HttpResponse:
    """Give the search in the address its short code, and show how to follow it."""
    form = FORMS[page](QueryDict(request.POST.get("sok", "")))
    if not has_dates(form):
        messages.warning(request, _("Dette søket gir ingenting med dato. Bare det som skjer, kan følges."))
        return redirect(f"/{page}/")
    if query := canonical(form):
        return redirect(f"/abonner/s/{operations.save_search(SearchPage(page), query, today=clock.today()).code}/")
    return redirect(FeedAddress(slug=EVERYTHING).subscribe_url)


def _ways(request: HttpRequest, followed: Followed | None) -> HttpResponse:
    if followed is None or followed.is_gone or not followed.is_public:
        raise Http404
    return ways(request, followed, WeeklyForm())


def ways(request: HttpRequest, followed: Followed, weekly: WeeklyForm, status: int = 200) -> HttpResponse:
    """The page that shows them, with the form for the weekly mail."""
    context = {"followed": followed, "weekly": weekly, "is_search": followed.place.startswith("s/")}
    return render(request, "feeds/subscribe.html", context, status=status)
