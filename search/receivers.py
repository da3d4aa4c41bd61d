"""A change of a thing reaches the index in the same transaction, whatever part of the house made it."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from programmes.models import Activity
from programmes.signals import dates_changed

from .operations import remove_entry, update_entry
from .sources import source_of, sources


@receiver([post_save, m2m_changed])
def update_index(sender: type[Model], instance: Any, raw: bool = False, **_options: Any) -> None:
    if raw:
        return
    if source := source_of(type(instance)):
        update_entry(source, instance)
    for source in sources():
        if find := source.depends.get(type(instance)):
            for thing in find(instance):
                update_entry(source, thing)


@receiver(post_delete)
def remove_from_index(instance: Any, **_options: Any) -> None:
    if source := source_of(type(instance)):
        remove_entry(source, instance.pk)


@receiver(dates_changed)
def update_dates(activities: set[int], **_options: Any) -> None:
    """Dates are written many at once, without a signal for each row."""
    source = source_of(Activity)
    if source:
        for activity in Activity.objects.filter(pk__in=activities):
            update_entry(source, activity)


@receiver(page_published)
@receiver(page_unpublished)
def update_page(instance: Page, **_options: Any) -> None:
    if source := source_of(type(instance)):
        update_entry(source, instance)


@receiver(post_page_move)
def update_moved_pages(instance: Page, **_options: Any) -> None:
    """Whoever lies below has got a new address, and may have come under or out of a restriction."""
    _update_below(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def update_restricted_pages(instance: PageViewRestriction, **_options: Any) -> None:
    _update_below(instance.page)


def _update_below(top: Page) -> None:
    for page in top.get_descendants(inclusive=True).specific():
        if source := source_of(type(page)):
            update_entry(source, page)
