"""Uploaded documents: only kinds we know, whose content is what the name says, and no programs inside."""

import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from .slugs import norwegian_slug

MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/", "activex/")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def is_pdf(file: IO[bytes]) -> bool:
    return file.read(5) == b"%PDF-"


def is_text(file: IO[bytes]) -> bool:
    return b"\0" not in file.read()


def office(folder: str) -> Callable[[IO[bytes]], bool]:
    """Office Open XML whose main part lies in `folder`."""

    def check(file: IO[bytes]) -> bool:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
            return is_harmless(packed) and "[Content_Types].xml" in names and any(n.startswith(folder) for n in names)

    return check


def open_document(kind: str) -> Callable[[IO[bytes]], bool]:
    """OpenDocument, which says itself what it is."""

    def check(file: IO[bytes]) -> bool:
        with zipfile.ZipFile(file) as packed:
            said = "mimetype" in packed.namelist() and packed.getinfo("mimetype").file_size < 100
            return said and is_harmless(packed) and packed.read("mimetype") == f"{OPEN_DOCUMENT}{kind}".encode()

    return check


def is_harmless(packed: zipfile.ZipFile) -> bool:
    """No programs, and not made to fill the disk of whoever opens it."""
    parts = packed.infolist()
    unpacked, size = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    programs = any(word in part.filename.lower() for part in parts for word in PROGRAMS)
    return not programs and len(parts) <= MAX_ENTRIES and unpacked <= min(MAX_UNPACKED, MAX_RATIO * max(size, 1))


CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    ".pdf": is_pdf,
    ".docx": office("word/"),
    ".xlsx": office("xl/"),
    ".odt": open_document("text"),
    ".ods": open_document("spreadsheet"),
    ".csv": is_text,
    ".txt": is_text,
}


def check_content(upload: Any) -> None:
    """Raises ValidationError unless the content is of the kind the name says, without programs."""
    check = CHECKS.get(PurePath(upload.name).suffix.lower())
    upload.seek(0)
    try:
        good = check is not None and check(upload)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        good = False
    upload.seek(0)
    if not good:
        raise ValidationError(_("Innholdet er ikke det filnavnet sier, eller filen har makroer. Lagre den på nytt."))


class CheckedDocumentForm(BaseDocumentForm):
    """Wagtail's document form; what is stored has been looked at, under a name that works in an address."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        upload = data.get("file")
        if "file" in self.changed_data and upload:
            path = PurePath(upload.name)
            try:
                check_content(upload)
            except ValidationError as error:
                self.add_error("file", error)
            upload.name = f"{norwegian_slug(path.stem) or 'dokument'}{path.suffix.lower()}"
        return data
