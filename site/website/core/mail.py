"""The way mail leaves: written down together with what it tells about, sent after that is committed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from . import clock
from .models import OutgoingMail
from .tasks import send_waiting_mail

SUBJECT_LENGTH = 200


@dataclass(frozen=True)
class Letter:
    """`key` names the event and the recipient: the same key twice is one mail.

    `calendar` is a whole iCalendar text and `calendar_method` its METHOD; `stop_url` is where mail programs stop what
    comes again and again.
    """

    key: str
    to: str
    subject: str
    body: str
    calendar: str = ""
    calendar_method: str = ""
    stop_url: str = ""


def queue_mail(*, key: str, to: str, subject: str, body: str, calendar: str = "", calendar_method: str = "") -> None:
    """Write down a mail in the present transaction; it leaves if and only if that is committed."""
    queue_mails([Letter(key, to, subject, body, calendar, calendar_method)])


def queue_mails(letters: Iterable[Letter]) -> None:
    """Many in one query."""
    now = clock.now()
    OutgoingMail.objects.bulk_create([_row(letter, now) for letter in letters], ignore_conflicts=True)
    transaction.on_commit(_wake_sender, robust=True)  # when that fails, the minute's `tick` sends it


def _row(letter: Letter, now: dt.datetime) -> OutgoingMail:
    return OutgoingMail(
        key=letter.key,
        to=letter.to,
        subject=" ".join(letter.subject.split())[:SUBJECT_LENGTH],  # never a line break: it would begin a new header
        body=letter.body,
        calendar=letter.calendar,
        calendar_method=letter.calendar_method,
        stop_url=letter.stop_url,
        not_before=now,
    )


def _wake_sender() -> None:
    send_waiting_mail.enqueue()
