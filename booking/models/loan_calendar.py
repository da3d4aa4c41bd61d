from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from website.accounts.models import Organisation


class LoanCalendar(models.Model):
    """A secret address where a person follows loans: all of theirs, or those of one organisation they book for.

    Of what stands in the address only a digest is kept, so it can be shown once. A revoked one stays, so that calendar
    programs are told that it is gone, and stop asking.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="loan_calendars")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True, blank=True)  # the last day a program fetched it
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kalender over lån")
        verbose_name_plural = _("kalendere over lån")
        constraints = [
            models.UniqueConstraint(
                "person",
                "organisation",
                name="loan_calendar_once",
                condition=Q(revoked_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at")), name="loan_calendar_revoked_after_made"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or _("Mine lån"))
