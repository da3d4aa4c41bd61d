"""Write the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand
from elastic_transport import TransportError
from elasticsearch import ApiError

from search import mirror
from search.operations import rebuild


class Command(BaseCommand):
    help = "Write every row of the search index anew, then Elasticsearch's copy. Searches go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} entries in the index.")
        if mirror.is_wanted():
            self._copy()

    def _copy(self) -> None:
        try:
            self.stdout.write(f"{mirror.make_anew()} entries in Elasticsearch.")
        except (TransportError, ApiError) as error:
            self.stdout.write(f"Elasticsearch does not answer ({error}); it is told by itself when it does.")
