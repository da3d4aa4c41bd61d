"""The way mail leaves: written down together with what it tells about, sent after that is committed."""

from django.db import transaction

from . import clock
from .models import OutgoingMail
from .tasks import send_waiting_mail

SUBJECT_LENGTH = 200


def queue_mail(*, key: str, to: str, subject: str, body: str, calendar: str = "", calendar_method: str = "") -> None:
    """Write down a mail in the present transaction; it leaves if and only if that is committed.

    `key` names the event and the recipient: the same key twice is one mail. `calendar` is a whole iCalendar text and
    `calendar_method` its METHOD.
    """
    mail = OutgoingMail(
        key=key,
        to=to,
        subject=" ".join(subject.split())[:SUBJECT_LENGTH],  # never a line break: it would begin a new header
        body=body,
        calendar=calendar,
        calendar_method=calendar_method,
        not_before=clock.now(),
    )
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    transaction.on_commit(_wake_sender, robust=True)  # when that fails, the minute's `tick` sends it


def _wake_sender() -> None:
    send_waiting_mail.enqueue()
