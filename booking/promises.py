"""What the one who asks for a loan must say yes to first. Pure, as `rules`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from venues.models import Space, TermsVersion
from website.core.refusals import Refusal

Versions = Mapping[int, TermsVersion]  # those in force now, by the id of their terms


@dataclass(frozen=True)
class Promises:
    """What somebody has said yes to: `versions` of terms, by id, and how old the one who is responsible is at least.

    `agreed` are terms, by id, that the same loan has under a version of before, which it keeps.
    """

    versions: frozenset[int] = frozenset()
    age: int = 0
    agreed: frozenset[int] = frozenset()


def lacking(spaces: Iterable[Space], versions: Versions, given: Promises) -> list[Refusal]:
    """What is still to be said yes to before the spaces can be had."""
    found = [_terms(version) for version in asked(spaces, versions, given) if version.pk not in given.versions]
    age = oldest(spaces)
    return found + ([_age(age)] if given.age < age else [])


def asked(spaces: Iterable[Space], versions: Versions, given: Promises) -> list[TermsVersion]:
    """The versions to agree to for the spaces, each once; not of terms the loan has already."""
    terms = dict.fromkeys(space.terms_id for space in spaces if space.terms_id and space.terms_id not in given.agreed)
    return [versions[pk] for pk in terms if pk in versions]


def oldest(spaces: Iterable[Space]) -> int:
    """The age limit of the strictest; 0 without any."""
    return max((space.min_age or 0 for space in spaces), default=0)


def _terms(version: TermsVersion) -> Refusal:
    sentence = _("Les vilkårene og kryss av for at du godtar dem: %(name)s.") % {"name": version.terms}
    return Refusal("terms", sentence, "terms", {"version": version.pk})


def _age(age: int) -> Refusal:
    sentence = _("Kryss av for at den som har ansvar, er %(age)d år eller eldre.") % {"age": age}
    return Refusal("age", sentence, "age", {"age": age})
