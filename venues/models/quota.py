from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ..enums import QuotaOf, QuotaPer
from .space import Space


class Quota(models.Model):
    """How much of a space one person or one organisation can have: in number of loans, in hours, or both."""

    space = ParentalKey(Space, on_delete=models.CASCADE, related_name="quotas")
    of = models.CharField(_("gjelder"), max_length=20, choices=QuotaOf, default=QuotaOf.ORGANISATION)
    per = models.CharField(_("regnes"), max_length=20, choices=QuotaPer, default=QuotaPer.WEEK)
    loans = models.PositiveSmallIntegerField(_("høyst … lån"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("høyst … timer"), null=True, blank=True)
    is_for_venue = models.BooleanField(_("regn med alle rom på møteplassen"), default=False)

    class Meta:
        verbose_name = _("kvote")
        verbose_name_plural = _("kvoter")
        constraints = [
            models.CheckConstraint(condition=Q(of__in=QuotaOf.values), name="quota_of_is_known"),
            models.CheckConstraint(condition=Q(per__in=QuotaPer.values), name="quota_per_is_known"),
            models.CheckConstraint(
                condition=Q(loans__isnull=False) | Q(hours__isnull=False),
                name="quota_limits_something",
                violation_error_message=_("Skriv hvor mange lån eller hvor mange timer."),
            ),
            models.CheckConstraint(
                condition=(Q(loans=None) | Q(loans__gte=1)) & (Q(hours=None) | Q(hours__gte=1)),
                name="quota_is_positive",
                violation_error_message=_("Skriv minst 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_display()}, {self.get_per_display()}"
