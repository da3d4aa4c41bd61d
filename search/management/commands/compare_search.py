"""Compare the search index with Elasticsearch's copy."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import mirror


class Command(BaseCommand):
    help = "Find and repair where Elasticsearch's copy of the search index differs. Done by itself each night."

    def handle(self, *args: Any, **options: Any) -> None:
        if not mirror.is_wanted():
            raise CommandError("There is no copy: ELASTICSEARCH_URL is not set.")
        drift = mirror.compare()
        self.stdout.write(f"Repaired: {drift.missing} missing, {drift.ghosts} too many, {drift.stale} out of date.")
