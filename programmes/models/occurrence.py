import datetime as dt
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from booking.models import Booking
from website.core.formats import local_date, local_time
from website.core.models import TimeStamped
from website.core.periods import Period

from ..enums import OccurrenceState
from .activity import Activity
from .series import ActivitySeries


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Filters by time, and who may see."""

    def public(self) -> "OccurrenceQuerySet":
        """Of activities that everyone may see."""
        return self.filter(activity__in=Activity.objects.public())

    def upcoming(self, now: dt.datetime) -> "OccurrenceQuerySet":
        """Not over yet (as `has_ended` says), nearest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def within(self, period: Period) -> "OccurrenceQuerySet":
        """Some of it lies in the period, in order of time."""
        return self.filter(starts_at__lt=period.ends_at, ends_at__gt=period.starts_at).order_by("starts_at", "pk")

    def with_places(self) -> "OccurrenceQuerySet":
        """With all that a line in a list shows, in one query."""
        return self.select_related(
            "activity__venue", "activity__space", "activity__community", "activity__organisation"
        )


class Occurrence(TimeStamped):
    """One time an activity happens. A row of its own, so that it can be moved or cancelled and keep its identity."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences", verbose_name=_("aktivitet"))
    series = models.ForeignKey(ActivitySeries, models.SET_NULL, null=True, blank=True, related_name="occurrences")
    original_start = models.DateTimeField(_("opprinnelig start"))  # the instant the rule gave; never changes
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"))
    state = models.CharField(_("status"), max_length=12, choices=OccurrenceState, default=OccurrenceState.SCHEDULED)
    reason = models.CharField(_("grunn"), max_length=250, blank=True)
    booking = models.OneToOneField(  # an occurrence in a room owns the booking of the room
        Booking, models.PROTECT, null=True, blank=True, related_name="occurrence", verbose_name=_("lån av lokale")
    )
    sequence = models.PositiveIntegerField(default=0)
    ics = models.TextField(blank=True)  # its VEVENT, written when the row changes: a feed is a join of these
    ics_version = models.PositiveSmallIntegerField(default=0)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("dato")
        verbose_name_plural = _("datoer")
        ordering = ["starts_at"]
        indexes = [
            models.Index("starts_at", "ends_at", name="occurrence_by_time"),
            models.Index("activity", "starts_at", name="occurrence_of_activity"),
            models.Index("changed_at", name="occurrence_by_change"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=OccurrenceState.values), name="occurrence_state_is_known"),
            models.UniqueConstraint("series", "original_start", name="occurrence_once_in_series"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {local_date(self.starts_at)} {local_time(self.starts_at)}"

    def get_absolute_url(self) -> str:
        return self.activity.get_absolute_url()

    def get_calendar_url(self) -> str:
        """This one date as a calendar file."""
        return reverse("programmes:occurrence", args=[self.activity.slug, self.uuid])

    @property
    def period(self) -> Period:
        return Period(self.starts_at, self.ends_at)

    def has_ended(self, at: dt.datetime) -> bool:
        """Over, by the hour: nothing that is over may stand as if it were coming."""
        return self.ends_at <= at

    def is_going_on(self, at: dt.datetime) -> bool:
        return self.starts_at <= at < self.ends_at and not self.is_cancelled

    @property
    def is_cancelled(self) -> bool:
        return self.state == OccurrenceState.CANCELLED
