"""Full text in PostgreSQL over lexemes of our own. Needs no extension and no dictionary of the server's."""

from .engine import Postgres

__all__ = ["Postgres"]
