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


def update_entry(source: Source, thing: models.Model) -> None:
    """Write the row of one thing, or take it away when not everyone may see it any more."""
    public = source.public().filter(pk=thing.pk).first()
    if public is None:
        remove_entry(source, thing.pk)
    else:
        _write(source, public)


def remove_entry(source: Source, pk: Any) -> None:
    SearchEntry.objects.filter(source=source.name, object_id=pk).delete()


def rebuild() -> int:
    """Write every row anew and remove those nothing stands behind. Answers how many there are.

    In one transaction: whoever searches meanwhile sees the old index, then the new one, never an empty one. What others
    publish meanwhile stays: only rows that were there before, and that nobody has written since, are removed.
    """
    started = clock.now()
    with transaction.atomic():
        old = SearchEntry.objects.filter(revision__lt=started)
        before = set(old.values_list("pk", flat=True))
        SearchWord.objects.all().delete()
        written = {_write(source, thing).pk for source in sources() for thing in source.public()}
        old.filter(pk__in=before - written).delete()
    return len(written)


def refresh_next_dates(today: dt.date) -> int:
    """A new day has begun: the next date of what happens again moves on. Answers how many rows changed."""
    entries = list(SearchEntry.objects.filter(next_date__lt=today).only("pk", "dates", "times"))
    for entry in entries:
        entry.next_date = _next(entry.dates, today)
        entry.times = with_parts_coming(entry.times, today)
    return SearchEntry.objects.bulk_update(entries, ["next_date", "times"], batch_size=1000)


def _write(source: Source, thing: models.Model) -> SearchEntry:
    data = source.describe(thing)
    _remember_words(data)
    entry, _made = SearchEntry.objects.update_or_create(source=source.name, object_id=thing.pk, defaults=_columns(data))
    return entry


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


def _remember_words(data: EntryData) -> None:
    text = " ".join([data.title, data.keywords, data.place, data.body])
    words = {word for word, _start, _end in tokens(text) if word not in STOP_WORDS and len(word) >= 4}
    rows = [SearchWord(word=word, folded=fold(word), length=len(fold(word))) for word in words]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True)
