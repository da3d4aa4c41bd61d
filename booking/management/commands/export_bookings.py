import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from booking.transfer.export import export_bookings, export_spaces


class Command(BaseCommand):
    """The files hold e-mail addresses: keep them as you keep the database."""

    help = "Writes spaces and bookings to two CSV files that import_bookings reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("spaces", type=Path)
        parser.add_argument("bookings", type=Path)
        parser.add_argument("--since", type=dt.date.fromisoformat, help="leave out what ended before this day")

    def handle(self, *_args: Any, spaces: Path, bookings: Path, since: dt.date | None, **_options: Any) -> None:
        with spaces.open("w", encoding="utf-8", newline="") as file:
            count = export_spaces(file)
        with bookings.open("w", encoding="utf-8", newline="") as file:
            self.stdout.write(f"{count} spaces, {export_bookings(file, since=since)} bookings")
