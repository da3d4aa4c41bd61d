"""Lines of a CSV file with their numbers; cells that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from website.core.texts import visible

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class BadLineError(ValueError):
    """A line that cannot be taken, with the reason as a sentence."""


class BadFileError(ValueError):
    """A file that is not the table it should be; nothing has been taken from it."""


@dataclass(frozen=True)
class BadLine:
    """What the operator is told of a line: its number in the file (the heading is 1) and why."""

    number: int
    reason: str


def read_lines(file: TextIO, needed: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line's number and its cells by column. Raises BadFileError when the heading lacks a needed column."""
    reader = csv.DictReader(file, restval="", strict=True)
    try:
        heading = reader.fieldnames or []
        if missing := [name for name in needed if name not in heading]:
            raise BadFileError(f"{file.name} has no column {', '.join(missing)}.")
        for cells in reader:
            extra = cells.pop(None, None)  # type: ignore[call-overload]  # where csv puts cells beyond the heading
            yield reader.line_num, {} if extra else {name: _cleaned(cell) for name, cell in cells.items()}
    except UnicodeDecodeError as error:
        raise BadFileError(f"{file.name} is not in UTF-8: {error.reason}.") from error
    except csv.Error as error:
        raise BadFileError(f"{file.name} cannot be read as CSV from line {reader.line_num}: {error}.") from error


def write_lines(file: TextIO, columns: Iterable[str], lines: Iterable[Mapping[str, object]]) -> int:
    """Write the heading and the lines; answers how many lines."""
    writer = csv.DictWriter(file, list(columns), lineterminator="\n")
    writer.writeheader()
    count = 0
    for line in lines:
        writer.writerow({name: _guarded(str(value)) for name, value in line.items()})
        count += 1
    return count


def _cleaned(cell: str) -> str:
    text = visible(cell).strip()
    return text.removeprefix("'") if _is_formula(text) else text


def _guarded(text: str) -> str:
    return f"'{text}" if _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA_SIGNS)
