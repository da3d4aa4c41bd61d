"""Background work. A task is only a wake-up: what is due stands in our own rows, and is looked for every minute."""

import datetime as dt

from django.core.management import call_command
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry

from . import clock, outbox
from .housekeeping import chore

RESULTS_KEPT = dt.timedelta(days=14)


@task()
def send_waiting_mail() -> int:
    """Send what is due now. Returns how many mails left."""
    return outbox.send_waiting(at=clock.now())


@chore
def publish_scheduled(*, at: dt.datetime) -> int:
    """Show and hide what editors have set a time for. Wagtail does it, by its own clock, and writes it in its log."""
    call_command("publish_scheduled")
    done = {"action__in": ["wagtail.publish.scheduled", "wagtail.unpublish.scheduled"], "timestamp__gte": at}
    return sum(log.objects.filter(**done).count() for log in (PageLogEntry, ModelLogEntry))


@chore
def forget_task_results(*, at: dt.datetime) -> int:
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - RESULTS_KEPT).delete()[0]
