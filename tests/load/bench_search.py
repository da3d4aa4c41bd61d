"""What a search costs on either engine, over 100,000 entries of which 10,000 happen on some day.

Run: PYTHONPATH=.:site .venv/bin/python -m tests.load.bench_search [entries]

All figures are of one run on one machine, so the ratios are what to read. Makes and removes a database of its own, and
starts Elasticsearch where `make test` has fetched it. The entries are organisations, written by the rebuild itself, and
then given kinds, places, themes and days; their texts are sentences of the judged town, mixed.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "website.settings.test")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from search import breaker, mirror, operations  # noqa: E402
from search.engines.elastic import engine as elastic  # noqa: E402
from search.forms import SearchForm  # noqa: E402
from search.models import SearchEntry  # noqa: E402
from search.plan import Filters  # noqa: E402
from search.queries import search, suggest  # noqa: E402
from tests import elasticsearch_server  # noqa: E402
from tests.search import relevance  # noqa: E402
from tests.template_database import ensure_template  # noqa: E402
from website.accounts.models import Organisation  # noqa: E402

ROUNDS = 3
TYPED = ["sv", "svø", "språkk", "møterom", "kaf", "barne", "lør", "dugnad på"]
# Of every ten entries one happens, on each of four days from today on, half of them in the evening.
SPREAD = """
update search_searchentry set
  kind = (array['activity','space','venue','news','page','organisation','page','news','page','programme'])[1 + id % 10],
  venue = 'hus-' || id % 40, community = 'sted-' || id % 21,
  theme = (array['meet','culture','craft','move','learn','food','work','take_part'])[1 + id % 8],
  audience = array[(array['children','youth','adults','seniors'])[1 + id % 4]],
  ages = array[(array['0-5','6-12','13-17','18-66','67'])[1 + id % 5]],
  languages = array[(array['no','en','so'])[1 + id % 3]], is_free = id % 3 > 0, is_step_free = id % 2 = 0
"""
HAPPEN = """
update search_searchentry set next_date = current_date + (id / 10 % 60)::int,
  dates = (select array_agg(current_date + ((id / 10 + 7 * n) % 60)::int) from generate_series(0, 3) n),
  times = (select array_agg(to_char(current_date + ((id / 10 + 7 * n) % 60)::int, 'YYYY-MM-DD') ||
    case when id % 20 < 10 then ' kveld' else ' formiddag' end) from generate_series(0, 3) n)
    || case when id % 20 < 10 then 'kveld' else 'formiddag' end
where kind = 'activity'
"""


def texts(seed: int) -> Iterator[tuple[str, str]]:
    """Title and text, of sentences that people here might write."""
    chance, documents = random.Random(seed), relevance.load("town.json")["documents"]
    titles = [word for document in documents for word in document["title"].split()]
    sentences = [sentence for document in documents for sentence in document["body"].split(". ")]
    while True:
        yield " ".join(chance.sample(titles, 4)), ". ".join(chance.sample(sentences, 3))


def fill(entries: int) -> None:
    named = zip(range(entries), texts(7), strict=False)
    Organisation.objects.bulk_create(
        [Organisation(name=title[:100], slug=f"lag-{n}", about=text) for n, (title, text) in named], batch_size=5000
    )


def spread() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SPREAD)
        cursor.execute(HAPPEN)
        cursor.execute("vacuum analyze search_searchentry")


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def percentiles(works: list[Callable[[], object]]) -> tuple[float, float]:
    for work in works[:3]:
        work()  # warm
    measured = [timed(work) for _round in range(ROUNDS) for work in works]
    cuts = statistics.quantiles(measured, n=20)
    return cuts[9], cuts[18]


def filters(address: str) -> Filters:
    return SearchForm(QueryDict(address)).filters()


def measure() -> dict[str, tuple[float, float]]:
    words = (
        list(relevance.of_town(relevance.load("town.json"))) + list(relevance.load("town_more.json")["queries"])[:40]
    )
    plain, weekend = filters(""), filters("nar=helg&tid=kveld&gratis=on")
    return {
        "search, all facets": percentiles([lambda q=q: search(q, plain) for q in words]),  # type: ignore[misc]
        "… weekend evening, free": percentiles([lambda q=q: search(q, weekend) for q in words]),  # type: ignore[misc]
        "no words, weekend evening": percentiles([lambda: search("", weekend)] * 10),
        "suggestions": percentiles([lambda q=q: suggest(q) for q in TYPED]),  # type: ignore[misc]
    }


def report(name: str, found: dict[str, tuple[float, float]], beside: dict[str, tuple[float, float]]) -> None:
    for what, (middle, slow) in found.items():
        ratio = f"   1 : {beside[what][0] / middle:.1f}" if beside else ""
        print(f"  {name:<14} {what:<28} p50 {middle:8.1f} ms   p95 {slow:8.1f} ms{ratio}", flush=True)


def run(entries: int) -> None:
    fill(entries)
    print(f"{entries} entries", flush=True)
    print(f"  rebuild, from nothing   {timed(operations.rebuild) / 1000:8.1f} s")
    spread()
    in_postgres = measure()
    report("PostgreSQL", in_postgres, {})
    if not (elasticsearch_server.folder() / "bin").exists():
        print("!!! Left out: Elasticsearch. `make test` fetches it.")
        return
    elastic.PATIENCE = 30
    with elasticsearch_server.running() as settings.ELASTICSEARCH_URL:
        took = timed(mirror.make_anew) / 1000
        print(f"  the copy, from nothing  {took:8.1f} s for {SearchEntry.objects.count()}")
        report("Elasticsearch", measure(), in_postgres)
        assert breaker.is_closed()


def main() -> None:
    setup_test_environment()
    old_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"] |= {"NAME": f"bench_search_{os.getpid()}", "TEMPLATE": ensure_template()}
    connection.creation.create_test_db(verbosity=0)
    try:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


if __name__ == "__main__":
    main()
