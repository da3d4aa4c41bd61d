"""What follows from logging in and from choosing a language, and what is taken out before a login is stored."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import get_language

from website.core.languages import language_chosen

from .claims import kept_claims
from .models import User
from .operations import choose_language, confirm_person


@receiver(user_logged_in)
def keep_the_account(sender: Any, user: User, **_: Any) -> None:
    confirm_person(person=user)
    choose_language(person=user, language=get_language() or settings.LANGUAGE_CODE)


@receiver(language_chosen)
def keep_the_language(sender: Any, request: HttpRequest, language: str, **_: Any) -> None:
    if isinstance(request.user, User):
        choose_language(person=request.user, language=language)


@receiver(pre_save, sender=SocialAccount)
def keep_only_who_it_is(sender: Any, instance: SocialAccount, **_: Any) -> None:
    instance.extra_data = kept_claims(instance.extra_data)
