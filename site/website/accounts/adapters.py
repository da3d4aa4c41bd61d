"""How allauth behaves here: mail through our outbox, and nothing kept of an ID token but who it is."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

KEPT_CLAIMS = ("sub", "acr", "name")  # never `pid`, the national identity number


class AccountAdapter(DefaultAccountAdapter):
    """Codes are eight letters; mail is plain text."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Keeps only what identifies the account."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        super().pre_social_login(request, sociallogin)
        data: dict[str, Any] = sociallogin.account.extra_data or {}
        sociallogin.account.extra_data = {key: data[key] for key in KEPT_CLAIMS if key in data}
