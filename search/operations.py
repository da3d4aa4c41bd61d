"""Keep the index true: each change of a thing changes its row in the same transaction."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from website.core import clock

from . import vectors
from .analyser import STOP_WORDS, fold, kind_lexeme, tokens
from .models import SearchEntry, SearchWord
from .moments import with_parts_coming
from .sources import EntryData, Source, sources

BATCH = 500
WRITTEN = [field.name for field in SearchEntry._meta.fields if field.name not in ("id", "source", "object_id")]


def update_entry(source: Source, thing: models.Model) -> None:
    """Write the row of one thing, or take it away when not everyone may see it any more."""
    if not _write(source, [thing.pk]):
        remove_entry(source, thing.pk)


def remove_entry(source: Source, pk: Any) -> None:
    SearchEntry.objects.filter(source=source.name, object_id=pk).delete()


def rebuild() -> int:
    """Write every row anew and remove those nothing stands behind. Answers how many there are.

    Row by row in place, some at a time: whoever searches meanwhile always finds all, and whoever publishes never waits
    long. Only rows and words that were there before, and rows that nobody has written since, are removed.
    """
    started = clock.now()
    old = set(SearchEntry.objects.values_list("pk", flat=True))
    old_words = set(SearchWord.objects.values_list("word", flat=True))
    written: set[int] = set()
    words: set[str] = set()
    for source in sources():
        pks = list(source.public().order_by().values_list("pk", flat=True))
        for first in range(0, len(pks), BATCH):
            entries = _write(source, pks[first : first + BATCH], words)
            written.update(entry.pk for entry in entries)
    SearchEntry.objects.filter(pk__in=old - written, revision__lt=started).delete()
    SearchWord.objects.filter(word__in=old_words - words).delete()
    return len(written)


def refresh_next_dates(today: dt.date) -> int:
    """A new day has begun: the next date of what happens again moves on. Answers how many rows changed."""
    entries = list(SearchEntry.objects.filter(next_date__lt=today).only("pk", "dates", "times"))
    for entry in entries:
        entry.next_date = _next(entry.dates, today)
        entry.times = with_parts_coming(entry.times, today)
    return SearchEntry.objects.bulk_update(entries, ["next_date", "times"], batch_size=1000)


@transaction.atomic
def _write(source: Source, pks: list[Any], words: set[str] | None = None) -> list[SearchEntry]:
    """The rows of those that are public. Locked before the things are read, so that what is newer is written later."""
    of_source = SearchEntry.objects.filter(source=source.name, object_id__in=pks)
    list(of_source.order_by("pk").select_for_update().values_list("pk"))
    described = {thing.pk: source.describe(thing) for thing in source.public().filter(pk__in=pks)}
    _remember_words(described.values(), words)
    rows = [SearchEntry(source=source.name, object_id=pk, **_columns(data)) for pk, data in described.items()]
    return SearchEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "object_id"], update_fields=WRITTEN
    )


def _columns(data: EntryData) -> dict[str, Any]:
    weighted = [
        (data.title, vectors.TITLE),
        (data.keywords, vectors.KEYWORDS),
        (data.place, vectors.PLACE),
        (data.body, vectors.BODY),
    ]
    return {
        "kind": data.kind,
        "title": data.title[:250],
        "body": data.body,
        "place": data.place[:250],
        "url": data.url,
        "venue": data.venue,
        "community": data.community,
        "theme": data.theme,
        "audience": data.audience,
        "ages": data.ages,
        "languages": data.languages,
        "is_free": data.is_free,
        "is_step_free": data.is_step_free,
        "dates": data.dates,
        "times": with_parts_coming(data.times, clock.today()),
        "next_date": _next(data.dates, clock.today()),
        "title_words": len({word for word, _start, _end in tokens(data.title)} - STOP_WORDS),
        "lexemes": vectors.vector(vectors.weights_of(weighted) | {kind_lexeme(data.kind): vectors.BODY}),
        "revision": clock.now(),
    }


def _next(dates: Iterable[dt.date], today: dt.date) -> dt.date | None:
    return min((day for day in dates if day >= today), default=None)


def _remember_words(described: Iterable[EntryData], known: set[str] | None = None) -> None:
    """In order, so that two who write never wait for each other."""
    text = " ".join(" ".join([data.title, data.keywords, data.place, data.body]) for data in described)
    words = {word for word, _start, _end in tokens(text) if word not in STOP_WORDS and len(word) >= 4}
    rows = [SearchWord(word=word, folded=fold(word), length=len(fold(word))) for word in sorted(words)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True)
    if known is not None:
        known |= words
