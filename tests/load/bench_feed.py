"""How much cheaper a feed is when each row keeps its text.

Run: PYTHONPATH=.:site .venv/bin/python -m tests.load.bench_feed [rows]

All figures are of one run on one machine, so the ratios are what to read. Makes and removes a database of its own.
"""

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "website.settings.test")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from programmes.models import Occurrence  # noqa: E402
from programmes.operations.calendar_texts import as_event, write_calendar_texts  # noqa: E402
from search.feeds import copies, queries  # noqa: E402
from search.feeds.build import build  # noqa: E402
from tests.factories.programme import make_activity  # noqa: E402
from tests.template_database import ensure_template  # noqa: E402
from website.core import clock  # noqa: E402
from website.core.calendars import calendar_text, event_text  # noqa: E402

SOURCE = "https://torget.example.no/kal/alt.ics"


def fill(rows: int) -> None:
    """As many occurrences, one after the other from today on, of ten activities."""
    activities = [make_activity(title=f"Kafé nummer {number}", summary="Kom som du er. " * 8) for number in range(10)]
    start, hour = clock.midnight(clock.today()), dt.timedelta(hours=1)
    starts = [start + hour * (number % (24 * 450)) for number in range(rows)]
    Occurrence.objects.bulk_create(
        Occurrence(activity=activities[n % 10], original_start=at, starts_at=at, ends_at=at + hour, changed_at=start)
        for n, at in enumerate(starts)
    )
    write_calendar_texts(Occurrence.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def took(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds, the median of some runs."""
    measured = []
    for _again in range(times):
        began = time.perf_counter()
        work()
        measured.append((time.perf_counter() - began) * 1000)
    return statistics.median(measured)


def measure(rows: int) -> None:
    client, address = Client(), queries.find_address("alt")
    today = clock.today()
    etag = client.get("/kal/alt.ics")["ETag"]
    texts = list(Occurrence.objects.values_list("ics", flat=True))
    events = [as_event(row) for row in Occurrence.objects.with_places()]
    by_icalendar = took(lambda: calendar_text("Alt", map(event_text, events), source=SOURCE), 1)

    def cold() -> None:
        copies.forget("alt")
        assert client.get("/kal/alt.ics").status_code == 200

    def unchanged() -> None:
        assert client.get("/kal/alt.ics", headers={"If-None-Match": etag}).status_code == 304

    size = len(build(address, today))
    print(f"{rows} rows; the feed holds {size // 1000} kB of {sum(map(len, texts)) // 1000} kB")
    for name, milliseconds in [
        ("all events built by icalendar", by_icalendar),
        ("all kept texts joined", took(lambda: calendar_text("Alt", texts, source=SOURCE))),
        ("answer, built from the rows", took(cold)),
        ("answer, from the last copy", took(lambda: client.get("/kal/alt.ics"))),
        ("answer 304", took(unchanged)),
        ("fingerprint alone", took(lambda: queries.fingerprint(address, today))),
    ]:
        print(f"  {name:<32}{milliseconds:9.1f} ms   1 : {by_icalendar / milliseconds:,.0f}")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    setup_test_environment()
    old_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"] |= {"NAME": f"bench_feed_{os.getpid()}", "TEMPLATE": ensure_template()}
    connection.creation.create_test_db(verbosity=0)
    try:
        for part in (rows // 10, rows):
            Occurrence.objects.all().delete()
            fill(part)
            measure(part)
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


if __name__ == "__main__":
    main()
