"""The benchmark's data set (rooms.csv, users.csv, bookings.csv) as the two files of `import_bookings`."""

import csv
from pathlib import Path

from booking.transfer.columns import BOOKING_COLUMNS, SPACE_COLUMNS
from booking.transfer.csv_files import write_lines


def convert(source: Path, target: Path) -> tuple[Path, Path]:
    """Write spaces.csv and bookings.csv to `target`; times of Berlin are times of Oslo."""
    venues = {row["venue"]: row["name"] for row in read(source / "venues.csv")}
    emails = {row["user"]: row["email"] for row in read(source / "users.csv")}
    rooms = [
        {
            "space": room["room"],
            "venue": venues[room["venue"]],
            "name": room["name"],
            "capacity": room["capacity"],
            "opens": room["opens"],
            "closes": room["closes"],
            "tags": "|".join(tag for tag in room["equipment"].split("|") if tag in {"projector", "kitchen", "stage"}),
            "days_ahead": "none",
        }
        for room in read(source / "rooms.csv")
    ]
    files = target / "spaces.csv", target / "bookings.csv"
    with files[0].open("w", newline="") as file:
        write_lines(file, SPACE_COLUMNS, rooms)
    with files[1].open("w", newline="") as file:
        write_lines(file, BOOKING_COLUMNS, (booking_line(row, emails) for row in read(source / "bookings.csv")))
    return files


def booking_line(row: dict[str, str], emails: dict[str, str]) -> dict[str, object]:
    same = {name: row[name] for name in ("booking", "series", "title", "start", "end")}
    return same | {"space": row["room"], "person": emails[row["user"]]}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))
