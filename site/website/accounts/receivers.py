"""What follows from logging in, and what is taken out before a login is stored."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.dispatch import receiver

from .claims import kept_claims
from .models import User
from .operations import confirm_person


@receiver(user_logged_in)
def keep_the_account(sender: Any, user: User, **_: Any) -> None:
    confirm_person(person=user)


@receiver(pre_save, sender=SocialAccount)
def keep_only_who_it_is(sender: Any, instance: SocialAccount, **_: Any) -> None:
    instance.extra_data = kept_claims(instance.extra_data)
