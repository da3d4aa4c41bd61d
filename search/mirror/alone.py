"""One process at a time works on the copy."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LOCK = 7_106_004  # of our own choosing; nothing else locks by it


@contextmanager
def alone(*, wait: bool = False) -> Iterator[bool]:
    """Whether it is we. The database lets go of the lock when the connection ends, however that comes."""
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_{'' if wait else 'try_'}advisory_lock(%s)", [LOCK])
        is_mine = wait or bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [LOCK])
