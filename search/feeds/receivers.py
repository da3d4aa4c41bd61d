"""A new or renamed venue, space, community or activity gets its address at once."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from programmes.models import Activity, Community
from venues.models import Space, Venue

from .models import Subject
from .operations import give_address


@receiver(post_save, sender=Venue)
@receiver(post_save, sender=Space)
@receiver(post_save, sender=Community)
@receiver(post_save, sender=Activity)
def give_feed_address(instance: Subject, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        give_address(instance)


@receiver(post_save, sender=Venue)
def give_addresses_of_rooms(instance: Venue, raw: bool = False, **_kwargs: Any) -> None:
    """They bear the name of the house."""
    if not raw:
        for space in instance.spaces.all():
            give_address(space)
