"""Addresses from Norwegian names. Django's own slugify drops æ and ø: «Møteplasser» would become `mteplasser`."""

from django.utils.text import slugify

FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


def norwegian_slug(text: str) -> str:
    """`Samfunnshuset på Lisleby` → `samfunnshuset-pa-lisleby`."""
    return slugify(text.translate(FOLDED))
