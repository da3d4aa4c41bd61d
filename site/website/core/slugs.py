"""Addresses from Norwegian names. Django's own slugify drops æ and ø: «Møteplasser» would become `mteplasser`."""

from itertools import count
from typing import Any

from django.db import models
from django.utils.text import slugify

FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


def norwegian_slug(text: str) -> str:
    """`Samfunnshuset på Lisleby` → `samfunnshuset-pa-lisleby`."""
    return slugify(text.translate(FOLDED))


def free_slug(text: str, taken: models.QuerySet[Any]) -> str:
    """A slug for `text` that no row in `taken` has: `strikkekafe`, `strikkekafe-2`. A constraint has the last word."""
    slug = norwegian_slug(text)[:70] or "uten-navn"
    known = set(taken.filter(slug__startswith=slug).values_list("slug", flat=True))
    return slug if slug not in known else next(new for n in count(2) if (new := f"{slug}-{n}") not in known)
