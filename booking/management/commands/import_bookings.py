from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from booking.transfer.bookings import import_bookings
from booking.transfer.csv_files import BadFileError, BadLine
from booking.transfer.spaces import import_spaces
from website.accounts.models import User
from website.core import clock


class Command(BaseCommand):
    """Ends with status 1 when some lines could not be taken; what could, has been."""

    help = "Adds spaces and bookings from two CSV files (columns: site/docs/handbook/moving.md). Twice adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("spaces", type=Path)
        parser.add_argument("bookings", type=Path)
        parser.add_argument("--by", help="e-mail address of the administrator who answers for it; else the first one")

    def handle(self, *_args: Any, spaces: Path, bookings: Path, by: str | None, **_options: Any) -> None:
        answers = User.objects.filter(is_superuser=True, **({"email": by} if by else {})).order_by("pk").first()
        if answers is None:
            raise CommandError("There is no such administrator. Make one with createsuperuser, or name one with --by.")
        at = clock.now()
        try:
            with _opened(spaces) as file:
                found, bad_spaces = import_spaces(file, by=answers, at=at)
            with _opened(bookings) as file:
                outcome = import_bookings(file, found, by=answers, at=at)
        except (OSError, BadFileError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(found)} spaces; {outcome.added} bookings added, {outcome.known} here already.")
        self._report(spaces, bad_spaces)
        self._report(bookings, outcome.bad)
        if count := len(bad_spaces) + len(outcome.bad):
            raise CommandError(f"Lines that could not be taken: {count}")

    def _report(self, file: Path, bad: list[BadLine]) -> None:
        for line in sorted(bad, key=lambda one: one.number):
            self.stderr.write(f"{file.name} line {line.number}: {line.reason}")


def _opened(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")
