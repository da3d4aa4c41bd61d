"""Sends the mail that waits, and forgets it. Many workers may do so at once; each mail is taken by one of them."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q

from . import clock
from .housekeeping import chore
from .models import OutgoingMail

LEASE = dt.timedelta(minutes=5)  # a worker that dies leaves its mail for another after this
LONGEST_WAIT = dt.timedelta(hours=6)
MOST_ATTEMPTS = 20  # about four days
MAILS_KEPT = dt.timedelta(days=30)
logger = logging.getLogger(__name__)


@chore
def send_waiting(*, at: dt.datetime) -> int:
    """Send all that is due. Returns how many left; one that fails is tried again later, and stops nobody else's.

    A slow mail server makes this last: each mail is taken at the time it is then.
    """
    sent = 0
    while mail := take_next(at=max(at, clock.now())):
        sent += deliver(mail)
    return sent


@chore
def forget_mails(*, at: dt.datetime) -> int:
    """Delete mails that left, or were given up, long ago. Returns how many."""
    given_up = Q(attempts__gte=MOST_ATTEMPTS, not_before__lt=at - MAILS_KEPT)
    return OutgoingMail.objects.filter(Q(sent_at__lt=at - MAILS_KEPT) | given_up).delete()[0]


@transaction.atomic
def take_next(*, at: dt.datetime) -> OutgoingMail | None:
    """Take the oldest mail that is due and that nobody else has taken. Its next attempt is set already."""
    due = Q(sent_at=None, not_before__lte=at, attempts__lt=MOST_ATTEMPTS)
    unleased = Q(leased_until=None) | Q(leased_until__lte=at)
    waiting = OutgoingMail.objects.select_for_update(skip_locked=True).filter(due, unleased)
    mail = waiting.order_by("not_before", "pk").first()
    if mail is not None:
        mail.attempts += 1
        mail.leased_until = at + LEASE
        mail.not_before = at + min(dt.timedelta(minutes=2**mail.attempts), LONGEST_WAIT)
        mail.save(update_fields=["attempts", "leased_until", "not_before"])
    return mail


def deliver(mail: OutgoingMail) -> bool:
    """Hand the mail to the mail server. False, and a line in the log without the address, when that failed."""
    try:
        message(mail).send()
    except Exception as error:
        OutgoingMail.objects.filter(pk=mail.pk).update(leased_until=None)
        _tell(mail, error)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=clock.now(), leased_until=None)
    return True


def _tell(mail: OutgoingMail, error: Exception) -> None:
    """Only the kind of error: what it says may name the recipient."""
    told = {"mail": mail.pk, "attempts": mail.attempts, "error": type(error).__name__}
    if mail.attempts < MOST_ATTEMPTS:
        logger.warning("mail not sent", extra=told)
    else:
        logger.error("mail given up", extra=told)


def message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as it is sent. The same Message-ID at each attempt, so that a repeated one is seen as such."""
    host = settings.PUBLIC_BASE_URL.partition("://")[2].partition(":")[0]
    headers = {"Message-ID": f"<{mail.message_id}@{host}>", "Auto-Submitted": "auto-generated"}
    if mail.stop_url:
        one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        headers |= {"List-Unsubscribe": f"<{mail.stop_url}>"} | one_click
    built = EmailMultiAlternatives(mail.subject, mail.body, to=[mail.to], headers=headers)
    if mail.calendar:  # as calendar programs and as people find it (iMIP, RFC 6047)
        built.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        built.attach("bestilling.ics", mail.calendar, "application/ics")
    return built
