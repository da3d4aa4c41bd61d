"""How allauth behaves here: plain mail, and no more of an ID token in the session than who it is."""

from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from website.core.client_ip import client_address

from .claims import kept_claims


@dataclass(frozen=True)
class _Sender:
    """Who the mail is from. Never asked of the request: its Host header is the sender's to forge."""

    name: str
    domain: str


class AccountAdapter(DefaultAccountAdapter):
    """Codes are eight letters; mail is plain text, and its links come from the settings.

    It is sent at once and not by the outbox: a code is of use only now, and should be stored nowhere.
    """

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Koden stemmer ikke. Se etter i e-posten, og prøv igjen."),
        "too_many_login_attempts": _("Det har vært for mange forsøk. Vent litt, og be om en ny kode."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        sender = _Sender(settings.WAGTAIL_SITE_NAME, settings.PUBLIC_BASE_URL)
        message = self.render_mail(template_prefix, email, context | {"email": email, "current_site": sender})
        message.send()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Trims what is told before it is put into the session of one who must first be asked for an address.

    The row of an account that is known has been saved by then: `receivers` trims that.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        super().pre_social_login(request, sociallogin)
        sociallogin.account.extra_data = kept_claims(sociallogin.account.extra_data)
