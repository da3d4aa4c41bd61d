"""What search engines read of an activity (schema.org/Event): the same as its page shows."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from programmes.enums import OccurrenceState
from programmes.models import Activity, Occurrence
from website.core import clock

STATUS = {
    OccurrenceState.SCHEDULED: "https://schema.org/EventScheduled",
    OccurrenceState.MOVED: "https://schema.org/EventRescheduled",
    OccurrenceState.CANCELLED: "https://schema.org/EventCancelled",
}


def events(activity: Activity, occurrences: Iterable[Occurrence]) -> list[dict[str, Any]]:
    """One for each date."""
    return [_event(activity, occurrence) for occurrence in occurrences]


def _event(activity: Activity, occurrence: Occurrence) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": activity.title,
        "description": activity.summary,
        "url": f"{settings.PUBLIC_BASE_URL}{activity.get_absolute_url()}",
        "startDate": clock.local(occurrence.starts_at).isoformat(),
        "endDate": clock.local(occurrence.ends_at).isoformat(),
        "eventStatus": STATUS[OccurrenceState(occurrence.state)],
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(activity),
        "isAccessibleForFree": activity.price_kr == 0,
        "organizer": {"@type": "Organization", "name": str(activity.organisation or settings.MUNICIPALITY)},
    }
    return {name: value for name, value in data.items() if value != ""}


def _place(activity: Activity) -> dict[str, str]:
    address = activity.venue.address if activity.venue else ""
    return {"@type": "Place", "name": activity.where or address} | ({"address": address} if address else {})
