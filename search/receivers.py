"""A change of a thing reaches the index in the same transaction, whatever part of the house made it."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from programmes.models import Activity
from programmes.signals import dates_changed

from .operations import remove_entry, update_entry
from .sources import Source, source_of, sources


@receiver([post_save, m2m_changed])
@receiver([page_published, page_unpublished])
def update_index(instance: Any, raw: bool = False, **_options: Any) -> None:
    if not raw:
        _update(instance)


@receiver(pre_delete)
def remember_dependants(instance: Any, **_options: Any) -> None:
    """Afterwards nothing leads from the deleted thing to what tells of it."""
    instance._told_by = _dependants(instance)


@receiver(post_delete)
def remove_from_index(instance: Any, **_options: Any) -> None:
    if source := source_of(type(instance)):
        remove_entry(source, instance.pk)
    for dependant in instance._told_by:
        update_entry(*dependant)


@receiver(dates_changed)
def update_dates(activities: set[int], **_options: Any) -> None:
    """Dates are written many at once, without a signal for each row."""
    for activity in Activity.objects.filter(pk__in=activities):
        _update(activity)


@receiver([post_page_move, page_slug_changed])
def update_moved_pages(instance: Page, **_options: Any) -> None:
    """Whoever lies below has got a new address, and may have come under or out of a restriction."""
    _update_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def update_restricted_pages(instance: PageViewRestriction, **_options: Any) -> None:
    _update_below(instance.page)


def _update_below(top: Page) -> None:
    for page in top.get_descendants(inclusive=True).specific():
        _update(page)


def _update(thing: Model) -> None:
    """What the index tells of a thing, and of all whose text or publicness hangs on it."""
    if source := source_of(type(thing)):
        update_entry(source, thing)
    for dependant in _dependants(thing):
        update_entry(*dependant)


def _dependants(thing: Model) -> list[tuple[Source, Model]]:
    return [(source, row) for source in sources() if (find := source.depends.get(type(thing))) for row in find(thing)]
