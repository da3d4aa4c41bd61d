"""What is kept of those who get a weekly mail: by their address, for they need not be logged in."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from website.accounts.models import User
from website.accounts.personal_data import Rows, source

from .models import WeeklyMail


@source("weekly_mails")
def weekly_mails(person: User) -> Rows:
    rows = WeeklyMail.objects.filter(email=person.email)
    return [dict(row) for row in rows.values("place", "language", "created_at", "confirmed_at", "sent_for")]


@receiver(pre_delete, sender=User)
def forget_address(instance: User, **_more: Any) -> None:
    """An account that was never used is anyone's doing, and its end stops nobody's mail."""
    if not instance.is_provisional:
        WeeklyMail.objects.filter(email=instance.email).delete()
