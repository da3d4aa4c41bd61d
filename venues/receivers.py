"""What follows when somebody becomes host or is no longer."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from website.core import clock

from .models import VenueRole
from .operations import refresh_host


@receiver([post_save, post_delete], sender=VenueRole)
def open_or_close_the_admin(sender: Any, instance: VenueRole, raw: bool = False, **_: Any) -> None:
    if not raw:
        refresh_host(instance.user_id, today=clock.today())
