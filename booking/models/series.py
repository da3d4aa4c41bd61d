from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from website.core.formats import local_date
from website.core.models import TimeStamped
from website.core.recurrence import RuleField

A_DAY = 24 * 60


class BookingSeries(TimeStamped):
    """Loans asked for together, by a rule. What each has become stands in its booking."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    key = models.UUIDField(_("nøkkel"), default=uuid4, unique=True)  # one form sent twice makes one series
    rule = RuleField(verbose_name=_("gjentas"))
    start_date = models.DateField(_("første dag"))
    start_time = models.TimeField(_("klokken"))
    minutes = models.PositiveIntegerField(
        _("varer, minutter"), validators=[MinValueValidator(1), MaxValueValidator(A_DAY)]
    )
    until_date = models.DateField(_("til og med"))

    class Meta:
        verbose_name = _("faste lån")
        verbose_name_plural = _("faste lån")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("start_date")), name="booking_series_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, A_DAY)), name="booking_series_length_is_sane"),
            models.CheckConstraint(
                condition=Q(rule__regex=r"^RRULE:FREQ=(WEEKLY|MONTHLY)[A-Z0-9=;,+-]*$"),
                name="booking_series_rule_is_one_plain_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{local_date(self.start_date)} {self.start_time:%H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("booking:series", args=[self.uuid])


class SkippedDate(models.Model):
    """A date of the rule that was not to be had, or not wanted; it can be added when it is free."""

    series = models.ForeignKey(BookingSeries, models.CASCADE, related_name="skipped_dates")
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"))

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint("series", "starts_at", name="skipped_date_once_in_series"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="skipped_date_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
