from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from website.core.models import TimeStamped


class LoanTerms(models.Model):
    """What one agrees to by borrowing, the same for many rooms. Its words stand in its versions."""

    name = models.CharField(
        _("navn"),
        max_length=100,
        unique=True,
        error_messages={"unique": _("Det finnes allerede vilkår med dette navnet.")},
    )

    class Meta:
        verbose_name = _("vilkår for lån")
        verbose_name_plural = _("vilkår for lån")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TermsVersion(TimeStamped):
    """The words from one day until others take their place. Never changed: people have agreed to them."""

    terms = models.ForeignKey(LoanTerms, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("tekst"))

    class Meta:
        ordering = ["terms", "number"]
        constraints = [
            models.UniqueConstraint("terms", "number", name="terms_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="terms_version_is_positive"),
            models.CheckConstraint(condition=~Q(text=""), name="terms_version_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.terms.name} ({self.number})"
