"""A new or renamed venue, space or community gets its address at once."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from programmes.models import Community
from venues.models import Space, Venue

from .operations import give_address


@receiver(post_save, sender=Venue)
@receiver(post_save, sender=Space)
@receiver(post_save, sender=Community)
def give_feed_address(instance: Venue | Space | Community, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        give_address(instance)
        if isinstance(instance, Venue):
            for space in instance.spaces.all():
                give_address(space)
