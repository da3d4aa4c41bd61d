"""The text each occurrence has in calendars, kept in its row."""

from collections.abc import Iterable

from django.conf import settings

from website.core import calendars

from .. import signals
from ..models import Occurrence
from ..models.occurrence import OccurrenceQuerySet


def write_calendar_texts(occurrences: OccurrenceQuerySet) -> int:
    """Write the texts anew, and answer how many. In two queries, however many rows."""
    rows = list(occurrences.with_places())
    for row in rows:
        row.ics = calendars.event_text(as_event(row))
        row.ics_version = calendars.VERSION
    Occurrence.objects.bulk_update(rows, ["ics", "ics_version"], batch_size=1000)
    signals.dates_changed.send(Occurrence, activities={row.activity_id for row in rows})
    return len(rows)


def as_event(occurrence: Occurrence) -> calendars.CalendarEvent:
    """What a calendar shows of an occurrence. Only what its public page shows as well."""
    activity = occurrence.activity
    return calendars.CalendarEvent(
        uid=str(occurrence.uuid),
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        summary=activity.title,
        changed_at=occurrence.changed_at,
        sequence=occurrence.sequence,
        location=_address(occurrence),
        description="\n".join(_paragraphs(occurrence)),
        url=f"{settings.PUBLIC_BASE_URL}{activity.get_absolute_url()}",
        categories=(str(activity.get_theme_display()),),
        is_cancelled=occurrence.is_cancelled,
    )


def _address(occurrence: Occurrence) -> str:
    activity = occurrence.activity
    return ", ".join(part for part in (activity.where, activity.venue.address if activity.venue else "") if part)


def _paragraphs(occurrence: Occurrence) -> Iterable[str]:
    return filter(None, [occurrence.reason, occurrence.activity.summary])
