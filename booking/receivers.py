"""What follows when an account is deleted."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from website.accounts.models import User
from website.core import clock

from .operations.forgetting import forget_person


@receiver(pre_delete, sender=User)
def forget(instance: User, **_kwargs: Any) -> None:
    forget_person(instance, at=clock.now())
