"""Waiting for rows that others change."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected, LockNotAvailable

from .refusals import Refusal, RefusedError


@contextmanager
def patience() -> Iterator[None]:
    """Raises RefusedError("busy") when others keep the rows longer than the database lets anyone wait."""
    try:
        yield
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise
        raise RefusedError(Refusal("busy", _("Mange bestiller akkurat nå. Prøv igjen om et øyeblikk."))) from error
