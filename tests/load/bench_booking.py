"""Reading and taking time among 100,000 bookings of 200 spaces: medians of 30 runs and the number of queries.

Run: PYTHONPATH=.:site .venv/bin/python -m tests.load.bench_booking FOLDER

FOLDER holds venues.csv, rooms.csv, users.csv and bookings.csv (tests/load/dataset.py). They are loaded by
`import_bookings` into a database that is made and removed again.
"""

import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "website.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from booking.models import Booking, Claim  # noqa: E402
from booking.operations.bookings import Details, request_booking  # noqa: E402
from booking.operations.series import Date, Repetition, request_series  # noqa: E402
from booking.queries.needs import Need, fitting_spaces  # noqa: E402
from booking.queries.series import situation_of  # noqa: E402
from booking.queries.situation import Situation  # noqa: E402
from booking.queries.taken import blocked_periods  # noqa: E402
from tests.load.dataset import convert  # noqa: E402
from tests.template_database import ensure_template  # noqa: E402
from venues.models import Space, Venue  # noqa: E402
from website.accounts.models import User  # noqa: E402
from website.core import clock, recurrence  # noqa: E402
from website.core.periods import Period, local_days  # noqa: E402
from website.core.refusals import RefusedError  # noqa: E402

FIRST = dt.date(2027, 3, 1)  # a Monday in the middle of the data
AT = clock.at_local(FIRST - dt.timedelta(days=20), dt.time(12))
WEEK = dt.timedelta(weeks=1)
RUNS = 30


def load(folder: Path) -> None:
    User.objects.create_superuser("bench@example.no")
    with tempfile.TemporaryDirectory() as target:
        began = time.perf_counter()
        call_command("import_bookings", *convert(folder, Path(target)))
        Venue.objects.update(closed_on_holidays=False)
        print(f"  loaded in {time.perf_counter() - began:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def measured(name: str, work: Callable[[int], object]) -> None:
    """Print the median of the runs, each with a number of its own, and the queries of one."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work(RUNS)
    times = []
    for run in range(RUNS):
        began = time.perf_counter()
        work(run)
        times.append((time.perf_counter() - began) * 1000)
    print(f"  {name:<44}{statistics.median(times):9.1f} ms{len(queries):5} queries")


def evening(run: int) -> Period:
    """An hour that the data leaves free in every room, another day for each run."""
    starts_at = clock.at_local(FIRST + dt.timedelta(days=run), dt.time(22))
    return Period(starts_at, starts_at + dt.timedelta(hours=1))


def read_times(spaces: list[Space]) -> None:
    def free(days: int) -> None:
        situation = Situation(spaces, FIRST, FIRST + dt.timedelta(days=days - 1), at=AT)
        for space in spaces:
            situation.free(space)

    def search(_run: int) -> None:
        need = Need(FIRST, dt.time(19), people=20, tags=("kitchen",), is_asked=True)
        fitting_spaces(Situation(spaces, FIRST, FIRST, at=AT), need)

    def search_series(_run: int) -> None:
        starts_at = clock.at_local(FIRST, dt.time(19))
        periods = [Period(starts_at + WEEK * n, starts_at + WEEK * n + dt.timedelta(hours=2)) for n in range(20)]
        situation = situation_of(spaces, periods, at=AT)
        [all(situation.can_be_had(space, period, 20) for period in periods) for space in spaces]

    week = local_days(FIRST, FIRST + dt.timedelta(days=6))
    measured("claims of 200 spaces, a week", lambda _: blocked_periods(spaces, [week], now=AT))
    measured("free times of 200 spaces, a day", lambda _: free(1))
    measured("free times of 200 spaces, a week", lambda _: free(7))
    measured("rooms for 20 with a kitchen at 19", search)
    measured("all rooms at 19 for 20 weeks", search_series)


def write_times(spaces: list[Space], person: User) -> None:
    def create(run: int) -> None:
        details = Details(title="Kor")
        request_booking(spaces=[spaces[run]], period=evening(run), details=details, by=person, at=AT)

    def create_series(run: int) -> None:
        start = dt.datetime.combine(FIRST, dt.time(22))
        last = FIRST + WEEK * 19
        repetition = Repetition(recurrence.weekly([0]), start, 60, last)
        dates = [
            Date(p, [spaces[100 + run]])
            for p in recurrence.periods(repetition.rule, start, dt.timedelta(hours=1), last)
        ]
        details = Details(title="Kor")
        request_series(repetition=repetition, dates=dates, skipped=[], details=details, by=person, at=AT)

    measured("create a booking", create)
    measured("create a series of 20", create_series)


def contest(spaces: list[Space], person: User) -> None:
    """16 clients on each of 50 slots: how many were had, and whether any was had twice."""

    def ask(number: int) -> bool:
        try:
            details = Details(title="Kor")
            request_booking(spaces=[spaces[60]], period=evening(50 + number), details=details, by=person, at=AT)
        except RefusedError:
            return False
        return True

    def client(_number: int) -> int:
        won = sum(ask(number) for number in range(50))
        connection.close()
        return won

    before, began = Booking.objects.count(), time.perf_counter()
    with ThreadPoolExecutor(16) as pool:
        won = sum(pool.map(client, range(16)))
    took = (time.perf_counter() - began) * 1000 / (16 * 50)
    print(
        f"  16 clients on each of 50 slots: {won} won, {Booking.objects.count() - before} stored; {took:.1f} ms a try"
    )


def main() -> None:
    setup_test_environment()
    old_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"] |= {"NAME": f"bench_booking_{os.getpid()}", "TEMPLATE": ensure_template()}
    connection.creation.create_test_db(verbosity=0)
    try:
        load(Path(sys.argv[1]))
        spaces, person = list(Space.objects.select_related("venue")), User.objects.get(email="bench@example.no")
        print(f"  {len(spaces)} spaces, {Claim.objects.count()} claims")
        read_times(spaces)
        write_times(spaces, person)
        contest(spaces, person)
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


if __name__ == "__main__":
    main()
