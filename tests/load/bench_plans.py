"""What a week of 200 spaces costs with more and more past claims: the plan, its time and the pages it touched.

Run: PYTHONPATH=.:site .venv/bin/python -m tests.load.bench_plans

In a database that is made and removed again. The coming week is as full each time; only the past grows.
"""

import datetime as dt
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "website.settings.test")
django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from booking.enums import BookingState  # noqa: E402
from booking.models import Booking  # noqa: E402
from booking.queries.taken import BLOCKED, parameters  # noqa: E402
from tests.template_database import ensure_template  # noqa: E402
from venues.models import Space, Unit, Venue  # noqa: E402
from website.core import clock  # noqa: E402
from website.core.periods import local_days  # noqa: E402

MONDAY = dt.date(2027, 3, 1)
SPACES, CLAIMS = 200, (10_000, 100_000, 1_000_000)
# Two hours of every six for each unit, from the newest backwards.
FILL = """
INSERT INTO booking_claim (unit_id, booking_id, span, span_after, span_before)
SELECT unit.id, %(booking)s, span, span, span
FROM venues_unit AS unit, generate_series(%(first)s, %(last)s) AS number,
LATERAL (SELECT %(end)s - number * interval '6 hours' AS ends_at) AS end_of_it,
LATERAL (SELECT tstzrange(ends_at - interval '2 hours', ends_at) AS span) AS its
"""


def make_spaces() -> tuple[list[Space], Booking]:
    venue = Venue.objects.create(name="Huset", slug="huset")
    spaces = [Space.objects.create(venue=venue, name=f"Rom {n}", slug=f"rom-{n}") for n in range(SPACES)]
    for space in spaces:
        space.units.add(Unit.objects.create(venue=venue, name=space.name))
    times = {"starts_at": clock.midnight(MONDAY), "ends_at": clock.at_local(MONDAY, dt.time(1))}
    return spaces, Booking.objects.create(venue=venue, state=BookingState.CONFIRMED, **times)


def fill(booking: Booking, first: int, last: int) -> None:
    """Claims `first` to `last` of each unit, counted backwards from two days after the week."""
    end = clock.midnight(MONDAY + dt.timedelta(days=9))
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"booking": booking.pk, "first": first, "last": last - 1, "end": end})
        cursor.execute("VACUUM ANALYZE")


def show_plan(spaces: list[Space]) -> None:
    week = local_days(MONDAY, MONDAY + dt.timedelta(days=6))
    asked = parameters(spaces, [week], now=clock.midnight(MONDAY), own_hold=None)
    with connection.cursor() as cursor:
        for _warm in range(3):
            cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + BLOCKED, asked)
            plan = [line for (line,) in cursor.fetchall()]
    print(*(f"    {line[:110]}" for line in plan if "Scan" in line or "Time" in line or "Buffers" in line), sep="\n")


def main() -> None:
    setup_test_environment()
    old_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"] |= {"NAME": f"bench_plans_{os.getpid()}", "TEMPLATE": ensure_template()}
    connection.creation.create_test_db(verbosity=0)
    try:
        spaces, booking = make_spaces()
        there = 0
        for count in CLAIMS:
            fill(booking, there, count // SPACES)
            there = count // SPACES
            print(f"  {count} claims")
            show_plan(spaces)
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


if __name__ == "__main__":
    main()
