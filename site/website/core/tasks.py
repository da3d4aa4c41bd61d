"""Background work. A task is only a wake-up: what is due stands in our own rows."""

from django_tasks import task

from . import clock, outbox


@task()
def send_waiting_mail() -> int:
    """Send what is due now. Returns how many mails left."""
    return outbox.send_waiting(at=clock.now())
