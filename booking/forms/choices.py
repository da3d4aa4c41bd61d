"""What one can choose between, as the form shows it."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from venues.models import Space


def space_choice(space: Space) -> tuple[str, str]:
    """`Storsal · 150 personer · trinnfri adkomst · verten må godkjenne`"""
    facts = list(_facts(space))
    label = format_html('{} <span class="muted">· {}</span>', space, " · ".join(facts)) if facts else space.name
    return space.slug, label


def _facts(space: Space) -> Iterable[str]:
    if space.capacity:
        yield ngettext("%(counter)s person", "%(counter)s personer", space.capacity) % {"counter": space.capacity}
    yield from space.tag_names
    if space.needs_approval:
        yield _("verten må godkjenne")
