"""Text as people write it, without what cannot be seen but changes how the rest is read."""

import unicodedata
from typing import Any

from django import forms

# Directions forced on the text around, zero-width space, byte order mark; letters and joiners of all scripts stay.
UNSEEN = {*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), "\u200b", "\ufeff"}
BLANK_LETTERS = set("\u115f\u1160\u3164\uffa0")  # letters by name, empty to the eye
BREAKS = set("\n\t")


def visible(text: str) -> str:
    """The text without control characters and forced directions; line breaks and tabs stay."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in kept if char in BREAKS or (char not in UNSEEN and unicodedata.category(char) != "Cc")
    )


class LineField(forms.CharField):
    """One line of words. Without a letter or a digit that can be seen, it is empty."""

    def to_python(self, value: Any) -> str:
        line = " ".join(visible(super().to_python(value) or "").split())
        return line if any(char.isalnum() and char not in BLANK_LETTERS for char in line) else ""


class LinesField(forms.CharField):
    """Words on as many lines as they need."""

    def to_python(self, value: Any) -> str:
        return visible(super().to_python(value) or "").strip()
