"""The notes of what has changed. The database makes them (migration 0002)."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from ..models import IndexChange

STRIKE_OUT = """
delete from search_indexchange where entry in (
  select c.entry from search_indexchange c join unnest(%s::bigint[], %s::bigint[]) as sent(entry, number)
  on c.entry = sent.entry and c.number = sent.number for update of c skip locked
)"""


def oldest_change() -> dt.datetime | None:
    """When the oldest change not yet sent was made, or nothing."""
    return IndexChange.objects.order_by("made_at").values_list("made_at", flat=True).first()


def strike_out(sent: list[IndexChange]) -> int:
    """But for those changed since, or just now: we wait for nobody, so that nobody waits for us."""
    with connection.cursor() as cursor:
        cursor.execute(STRIKE_OUT, [[change.entry for change in sent], [change.number for change in sent]])
        return int(cursor.rowcount)


def note(entries: Iterable[int]) -> None:
    """As the database does it for every change of a row."""
    with connection.cursor() as cursor:
        cursor.executemany("select search_note_change(%s)", [[pk] for pk in entries])
