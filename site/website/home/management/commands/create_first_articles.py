from typing import Any

from django.core.management.base import BaseCommand

from website.home.operations import create_first_articles


class Command(BaseCommand):
    """For a site without demo data."""

    help = "Publish the articles every page links to: about, accessibility, privacy. Existing ones are left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for page in create_first_articles():
            self.stdout.write(f"{page.url} {page.title}")
