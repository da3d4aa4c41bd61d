"""Why something cannot be done: a code for machines, a sentence for people."""

import dataclasses
from typing import Any

from django.utils.functional import Promise


@dataclasses.dataclass(frozen=True)
class Refusal:
    """One reason. `field` is the form field it belongs to, or empty when it is about the whole."""

    code: str
    sentence: str | Promise
    field: str = ""
    details: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return str(self.sentence)


class RefusedError(Exception):
    """Raised by operations when nothing was done. Carries at least one Refusal, most important first."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.code for refusal in refusals))
        self.refusals = list(refusals)
