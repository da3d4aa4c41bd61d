"""Give what can be subscribed to an address, and take one back."""

import base64
import datetime as dt
import hashlib

from django.db import transaction
from wagtail.log_actions import log

from programmes.models import Activity, Community
from venues.models import Space, Venue
from website.accounts.models import User

from .enums import SearchPage
from .models import EVERYTHING, FeedAddress, SavedSearch, Subject, slug_for

SHORTEST_CODE, LONGEST_CODE = 10, 26
SEARCHES_KEPT = dt.timedelta(days=548)  # a year and a half after a calendar program last asked for it
NOTED_EACH = dt.timedelta(days=30)


def give_address(subject: Subject) -> FeedAddress:
    """The subject's feed at its present slug. One that another subject has, or has had, gets a number after it."""
    slug = slug_for(subject)
    owner = {type(subject).__name__.lower(): subject}
    with transaction.atomic():
        for number in range(2 if slug == EVERYTHING else 1, 100):
            wanted = slug if number == 1 else f"{slug}-{number}"
            address, _made = FeedAddress.objects.get_or_create(slug=wanted, defaults=owner)
            if address.subject == subject:
                return address
    raise ValueError(f"No free address for {subject}")


def give_all_addresses() -> int:
    """Every venue, space, community and activity has a feed; answers how many there are. Twice changes nothing."""
    FeedAddress.objects.get_or_create(slug=EVERYTHING)
    for model in (Venue, Space, Community, Activity):
        for subject in model.objects.all():
            give_address(subject)
    return FeedAddress.objects.count()


def revoke_address(address: FeedAddress, *, by: User, at: dt.datetime) -> None:
    """From now on it answers that it is gone, and calendar programs stop asking. Twice changes nothing."""
    if FeedAddress.objects.filter(pk=address.pk, revoked_at=None).update(revoked_at=at):
        log(address, "feed.revoked", user=by)
    address.refresh_from_db()


def save_search(page: SearchPage, query: str, *, today: dt.date) -> SavedSearch:
    """The row of a canonical search, made if nobody follows it yet. Of two at once both get the same."""
    whole = base64.b32encode(hashlib.sha256(f"{page}?{query}".encode()).digest()).decode().lower()
    for length in range(SHORTEST_CODE, LONGEST_CODE + 1):  # a longer code if another search happens to have this one
        wanted = {"page": page, "query": query, "used_on": today}
        search, _made = SavedSearch.objects.get_or_create(code=whole[:length], defaults=wanted)
        if (search.page, search.query) == (page, query):
            note_use(search, today=today)
            return search
    raise ValueError("No free code")


def note_use(search: SavedSearch, *, today: dt.date) -> None:
    """Somebody still follows it. Written once a month, so that fetching a calendar costs no write."""
    if search.used_on <= today - NOTED_EACH:
        SavedSearch.objects.filter(pk=search.pk).update(used_on=today)


def forget_unused_searches(*, today: dt.date) -> int:
    """Delete searches no calendar program has asked for in a long time. Returns how many."""
    return SavedSearch.objects.filter(used_on__lt=today - SEARCHES_KEPT).delete()[0]
