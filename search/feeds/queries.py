"""What a feed holds, and a fingerprint of all it will say: small queries that read no text and build nothing."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from wagtail.models import PageViewRestriction

from programmes.models import Activity, Community, Occurrence
from programmes.models.occurrence import OccurrenceQuerySet
from venues.models import Space, Venue
from website.core import calendars
from website.core.periods import Period, local_days

from .busy import bookings_of, sharing_floor
from .models import EVERYTHING, FeedAddress, Followed, SavedSearch, Subject
from .searches import FollowedSearch

DAYS_BACK, DAYS_AHEAD = 92, 456
WITH_SUBJECTS = ["venue", "space__venue", "community", "activity__venue"]

# All that the texts are made of. With these in the sum no change goes unseen, not even one that forgot `changed_at`.
OCCURRENCE_SAYS = F("ics")
BOOKING_SAYS = Func(
    Value("|"),
    *["uuid", "state", "visibility", "title", "starts_at", "ends_at", "sequence", "changed_at", "occurrence"],
    function="concat_ws",
)


def find_address(slug: str) -> FeedAddress | None:
    """The address with all that its feed is named by, in one query. The one of everything is always there."""
    found = _addresses().filter(slug=slug).first()
    return FeedAddress(slug=slug) if found is None and slug == EVERYTHING else found


def _addresses() -> QuerySet[FeedAddress]:
    """With their subjects, and whether the page of their community is kept from the public; all in one query."""
    page = ExpressionWrapper(OuterRef("community__page__path"), CharField())
    restricted = PageViewRestriction.objects.alias(path=page).filter(path__startswith=F("page__path"))
    is_closed = Q(community__isnull=False) & (Q(community__page__live=False) | Exists(restricted))
    closed = ExpressionWrapper(is_closed, BooleanField())
    return FeedAddress.objects.select_related(*WITH_SUBJECTS).annotate(has_closed_page=closed)


def find_search(code: str) -> FollowedSearch | None:
    row = SavedSearch.objects.filter(code=code).first()
    return FollowedSearch(row) if row else None


def find(place: str) -> Followed | None:
    """What is called so: `rebellhuset`, or a search as `s/k3f…`."""
    return find_search(place.removeprefix("s/")) if place.startswith("s/") else find_address(place)


def address_of(subject: Subject) -> FeedAddress | None:
    """The address to tell people: the one by its present name, and of several the newest. One query.

    What is not saved yet, as in a preview, has none.
    """
    if subject.pk is None:
        return None
    rows = _addresses().filter(revoked_at=None)
    rows = rows.filter(**{type(subject).__name__.lower(): subject})
    return max(rows, key=lambda row: (row.is_by_present_name, row.pk), default=None)


def window(today: dt.date) -> Period:
    """Three months back and fifteen ahead, whole local days: the fingerprint lives a day."""
    return local_days(today - dt.timedelta(days=DAYS_BACK), today + dt.timedelta(days=DAYS_AHEAD))


def occurrences_of(followed: Followed, period: Period) -> OccurrenceQuerySet:
    """The public dates of the feed, in order of time."""
    rows: OccurrenceQuerySet = Occurrence.objects.public().within(period)
    if isinstance(followed, FollowedSearch):
        return rows.filter(followed.wanted)
    return _of_address(followed, rows) if isinstance(followed, FeedAddress) else rows.none()


def _of_address(address: FeedAddress, rows: OccurrenceQuerySet) -> OccurrenceQuerySet:
    match address.subject:
        case Venue() as venue:
            return rows.filter(activity__venue=venue)
        case Space() as space:
            return rows.filter(_in_space(space))
        case Community() as community:
            return rows.filter(activity__community=community)
        case Activity() as activity:
            return rows.filter(activity=activity)
    return rows if address.slug == EVERYTHING else rows.none()


def _in_space(space: Space) -> Q:
    """In the room, or in one that shares floor with it: where it is booked, else where its activity is."""
    spaces = sharing_floor(space).values("pk")
    booked = Occurrence.objects.filter(booking__spaces__in=spaces).values("pk")
    return Q(pk__in=booked) | Q(booking=None, activity__space__in=spaces)


def fingerprint(followed: Followed, today: dt.date) -> str:
    """Differs whenever the feed does."""
    period = window(today)
    states = [_state(occurrences_of(followed, period), OCCURRENCE_SAYS)]
    house = ""
    if followed.space is not None:
        states.append(_state(bookings_of(followed.space, period), BOOKING_SAYS))
        house = followed.space.venue.address
    parts = [followed.place, followed.name, house, settings.PUBLIC_BASE_URL, calendars.VERSION, today, states]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _state(rows: QuerySet[Any], says: F | Func) -> dict[str, Any]:
    text = Func(says, Value(0), function="hashtextextended", output_field=BigIntegerField())
    return rows.order_by().aggregate(count=Count("pk"), changed=Max("changed_at"), says=Sum(text))


def public_addresses() -> list[FeedAddress]:
    """The feeds anyone may follow, one for each thing: the address of its present name.

    Those of activities stand on the activities' own pages.
    """
    rows = _addresses().filter(revoked_at=None, activity=None).filter(Q(space=None) | Q(space__archived_at=None))
    told: dict[Subject | None, FeedAddress] = {None: FeedAddress(slug=EVERYTHING)}
    for row in rows.order_by("pk"):
        if row.is_public and not row.is_gone and (row.is_by_present_name or row.subject not in told):
            told[row.subject] = row
    return list(told.values())
