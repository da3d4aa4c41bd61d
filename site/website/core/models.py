"""What several apps share: abstract models, and the outbox of mail."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class TimeStamped(models.Model):
    """Knows when it was made, by the database's clock.

    `changed_at` begins as the same instant and is moved by the operations that calendars must hear of, and by nothing
    else: correcting a row in the admin leaves it.
    """

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class OutgoingMail(models.Model):
    """A mail to be sent. Written in the transaction of what it tells about, so it leaves if and only if that does."""

    key = models.CharField(max_length=200, unique=True)  # one row per event, recipient and sequence: sent once
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    stop_url = models.URLField(max_length=300, blank=True)  # where mail programs stop what comes again (RFC 8058)
    created_at = models.DateTimeField(db_default=Now())
    not_before = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index("not_before", name="mail_waiting", condition=Q(sent_at=None))]

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """How often somebody has done something in a span of time. The key tells neither who nor what (limits.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
