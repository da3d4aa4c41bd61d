from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class WeeklyMail(models.Model):
    """Somebody wants a mail each week about what is coming in something they follow. All that is known is the address.

    Nothing is sent before `confirmed_at`, and what is not confirmed in three days is deleted (weekly.py).
    """

    place = models.CharField(_("det som følges"), max_length=130)  # as a `Followed` is called: `alt`, `s/k3f…`
    email = models.EmailField(_("e-postadresse"))
    language = models.CharField(_("språk"), max_length=2, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(_("bekreftet"), null=True, blank=True)
    sent_for = models.DateField(null=True, blank=True)  # the latest Friday, also if nothing was on

    class Meta:
        verbose_name = _("ukentlig e-post")
        verbose_name_plural = _("ukentlige e-poster")
        indexes = [models.Index("sent_for", name="weekly_mail_waiting", condition=Q(confirmed_at__isnull=False))]
        constraints = [
            models.UniqueConstraint("place", "email", name="weekly_mail_once"),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="weekly_mail_is_lower_case"),
            models.CheckConstraint(
                condition=Q(sent_for=None) | Q(confirmed_at__isnull=False), name="weekly_mail_only_when_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return self.place
