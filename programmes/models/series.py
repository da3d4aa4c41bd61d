import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from website.core.formats import local_date
from website.core.models import TimeStamped
from website.core.recurrence import RuleField

from .activity import Activity

LONGEST_MINUTES = 7 * 24 * 60


class ActivitySeries(TimeStamped):
    """When an activity happens again and again: a rule, and the first start as the clock on the wall shows it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="series", verbose_name=_("aktivitet"))
    rule = RuleField(verbose_name=_("gjentas"), blank=True)
    start_date = models.DateField(_("første dag"))
    start_time = models.TimeField(_("klokken"))
    minutes = models.PositiveIntegerField(
        _("varer, minutter"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    until_date = models.DateField(_("til og med"), null=True, blank=True)

    class Meta:
        verbose_name = _("gjentakelse")
        verbose_name_plural = _("gjentakelser")
        ordering = ["start_date", "start_time"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule="") | Q(rule__regex=r"^RRULE:FREQ=(DAILY|WEEKLY|MONTHLY)[A-Z0-9=;,+-]*$"),
                name="series_rule_is_one_plain_rule",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES)), name="series_length_is_sane"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("start_date")), name="series_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {local_date(self.start_date)} {self.start_time:%H:%M}"

    @property
    def first_start(self) -> dt.datetime:
        """Naive local time."""
        return dt.datetime.combine(self.start_date, self.start_time)

    @property
    def length(self) -> dt.timedelta:
        """Elapsed time."""
        return dt.timedelta(minutes=self.minutes)
