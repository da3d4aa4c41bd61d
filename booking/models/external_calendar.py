from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from venues.models import Space
from website.core.models import TimeStamped

from ..enums import Trouble


class ExternalCalendar(TimeStamped):
    """A calendar of others that says when spaces are taken. Its times are closures, and nothing else of it is kept."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+", verbose_name=_("møteplass"))
    spaces = models.ManyToManyField(Space, related_name="+", verbose_name=_("rom og soner"))
    reason = models.CharField(_("grunn, vises for alle"), max_length=100)
    address = models.CharField(_("adresse"), max_length=2000)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    next_look_at = models.DateTimeField(null=True, db_index=True)  # none: given up
    read_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=255, blank=True)
    last_modified = models.CharField(max_length=255, blank=True)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True)
    trouble_since = models.DateTimeField(null=True)
    doubted = models.CharField(max_length=64, blank=True)  # digest of the answer that lost most of its times

    class Meta:
        verbose_name = _("kalender utenfra")
        verbose_name_plural = _("kalendere utenfra")
        ordering = ["venue", "reason", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "address"], name="external_calendar_once_per_venue"),
            models.CheckConstraint(
                condition=Q(trouble="", trouble_since=None)
                | Q(trouble__in=Trouble.values, trouble_since__isnull=False),
                name="external_calendar_trouble_has_begun",
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def server(self) -> str:
        """What can be shown of the address: the rest may be a secret of its owner."""
        return urlsplit(self.address).hostname or ""

    @property
    def space_names(self) -> str:
        return ", ".join(space.name for space in self.spaces.all())
