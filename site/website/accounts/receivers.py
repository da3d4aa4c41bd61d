"""What follows from logging in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from .models import User
from .operations import confirm_person


@receiver(user_logged_in)
def keep_the_account(sender: Any, user: User, **_: Any) -> None:
    confirm_person(person=user)
