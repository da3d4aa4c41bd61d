"""What is looked after every minute."""

import datetime as dt
from collections.abc import Callable

from django.core.cache import cache
from elastic_transport import TransportError
from elasticsearch import ApiError

from website.core import clock
from website.core.housekeeping import chore

from . import breaker, mirror, operations
from .models import IndexChange

AT_NIGHT = 3  # o'clock


@chore
def refresh_next_dates(*, at: dt.datetime) -> int:
    return operations.refresh_next_dates(clock.local(at).date())


@chore
def tell_elasticsearch(*, at: dt.datetime) -> int:
    """Of every change; without such an engine nobody need remember them."""
    if not mirror.is_wanted():
        return IndexChange.objects.all().delete()[0]
    return _asked(mirror.catch_up)


@chore
def compare_with_elasticsearch(*, at: dt.datetime) -> int:
    """Once a night. Answers how many rows were not as they should be; now they are."""
    now = clock.local(at)
    if not mirror.is_wanted() or now.hour != AT_NIGHT or not cache.add(f"search-compared-{now:%j}", True, 7200):
        return 0
    return _asked(lambda: mirror.compare().rows)


def _asked(work: Callable[[], int]) -> int:
    """That it does not answer is told to editors, and tried again."""
    try:
        done = work()
    except (TransportError, ApiError) as error:
        breaker.open_for_a_while(error)
        return 0
    breaker.close()
    return done
