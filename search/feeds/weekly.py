"""Asking for a weekly mail, saying yes to it from one's own mailbox, and stopping it.

Both links hold a signature in place of a secret that would have to be kept.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from website.core import clock
from website.core.housekeeping import chore
from website.core.limits import Limit
from website.core.mail import queue_mail
from website.core.models import OutgoingMail

from . import operations
from .models import Followed, WeeklyMail
from .searches import FollowedSearch

TIME_TO_CONFIRM = dt.timedelta(days=3)
SALT = "search.feeds.weekly"
ASKED = Limit("weekly-mail", times=10, seconds=24 * 3600)  # of one mailbox, whoever asks: nobody floods another's
MOST_FOLLOWED = 20  # by one address


def ask(followed: Followed, email: str, *, at: dt.datetime) -> None:
    """Write to the address, which nobody has shown to be theirs yet. Asked too often or for too much, nothing is sent.

    The words of a search are whoever's asks, and are not sent to a mailbox that has not asked to read them.
    """
    has_many = WeeklyMail.objects.filter(email=email).exclude(place=followed.place).count() >= MOST_FOLLOWED
    if ASKED.spend(email, at=at) or has_many:
        return
    name = _("et søk") if isinstance(followed, FollowedSearch) else followed.name
    with transaction.atomic():
        language = get_language() or settings.LANGUAGE_CODE
        mail, _made = WeeklyMail.objects.get_or_create(
            place=followed.place, email=email, defaults={"language": language, "created_at": at}
        )
        if mail.confirmed_at is None:
            WeeklyMail.objects.filter(pk=mail.pk).update(created_at=at, language=language)
        queue_mail(
            key=f"weekly:{mail.pk}:ask:{at.isoformat()}",
            to=email,
            subject=_("Bekreft: ukentlig e-post om %(name)s") % {"name": name},
            body=render_to_string("feeds/mail/confirm.txt", {"name": name, "address": own_address(mail)}),
        )


def own_address(mail: WeeklyMail) -> str:
    """The page that says yes and stops; whoever reads the mailbox has it."""
    return settings.PUBLIC_BASE_URL + reverse("subscribe:weekly", args=[signing.Signer(salt=SALT).sign(str(mail.pk))])


def find(signed: str, *, at: dt.datetime) -> WeeklyMail | None:
    """The one that the link in a mail is about, if it is still there."""
    try:
        number = signing.Signer(salt=SALT).unsign(signed)
    except signing.BadSignature:
        return None
    mail = WeeklyMail.objects.filter(pk=number).first()
    return None if mail is None or _is_too_late(mail, at) else mail


def confirm(mail: WeeklyMail, *, at: dt.datetime) -> None:
    """From now on it is sent. Twice changes nothing."""
    WeeklyMail.objects.filter(pk=mail.pk, confirmed_at=None).update(confirmed_at=at)


def stop(mail: WeeklyMail) -> None:
    """The address is forgotten at once, and what waits to be sent to it."""
    with transaction.atomic():
        OutgoingMail.objects.filter(key__startswith=f"weekly:{mail.pk}:", sent_at=None).delete()
        mail.delete()


def _is_too_late(mail: WeeklyMail, at: dt.datetime) -> bool:
    return mail.confirmed_at is None and mail.created_at < at - TIME_TO_CONFIRM


@chore
def forget_searches(*, at: dt.datetime) -> int:
    """Those no program has asked for in a long time, and no mail is sent of."""
    return operations.forget_unused_searches(today=clock.local(at).date())


@chore
def forget_unconfirmed(*, at: dt.datetime) -> int:
    """Addresses whose owner has not said yes in time. Returns how many."""
    return WeeklyMail.objects.filter(confirmed_at=None, created_at__lt=at - TIME_TO_CONFIRM).delete()[0]
