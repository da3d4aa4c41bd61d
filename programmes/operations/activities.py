"""Make and publish activities."""

import datetime as dt
from typing import Any

from django.db import transaction
from wagtail.actions.publish_revision import PublishRevisionAction

from website.accounts.models import User
from website.core.slugs import free_slug

from ..models import Activity
from .calendar_texts import write_calendar_texts

FEEDS_LOOK_BACK = dt.timedelta(days=93)


def create_activity(*, title: str, by: User | None, at: dt.datetime, publish: bool = True, **fields: Any) -> Activity:
    """A new activity, with its first revision; `fields` are those of the model. A draft is seen by nobody else."""
    slug = fields.pop("slug", "") or free_slug(title, Activity.objects.all())
    with transaction.atomic():
        activity = Activity(title=title, slug=slug, live=False, **fields)
        activity.full_clean(exclude=["latest_revision", "live_revision"])
        activity.save()
        revision = activity.save_revision(user=by, log_action=True)
        if publish:
            # who may is asked in permissions.py: a booking that is open for all publishes for people outside the CMS
            PublishRevisionAction(revision, user=by).execute(skip_permission_checks=True)
            activity.refresh_from_db()
    return activity


def retitle_activity(activity: Activity, title: str, *, by: User | None, publish: bool) -> None:
    """Another title: for everyone, or as a draft for those who keep the programme."""
    draft = activity.get_latest_revision_as_object()
    draft.title = title
    with transaction.atomic():
        revision = draft.save_revision(user=by, log_action=True)
        if publish:
            PublishRevisionAction(revision, user=by).execute(skip_permission_checks=True)  # as above


def touch_activity(activity: Activity, *, at: dt.datetime) -> None:
    """The words of an activity have changed: the dates that calendars still show tell so."""
    with transaction.atomic():
        shown = activity.occurrences.filter(ends_at__gt=at - FEEDS_LOOK_BACK)
        shown.update(changed_at=at)
        write_calendar_texts(shown)
