from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from website.core.formats import local_date

from ..enums import Weekday
from .space import Space
from .venue import Venue


class ForVenueOrSpace(models.Model):
    """Belongs to a whole venue, or to one space of it, which then has hours of its own."""

    venue = models.ForeignKey(Venue, models.CASCADE, verbose_name=_("møteplass"))
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, verbose_name=_("bare for rommet"))

    class Meta:
        abstract = True


class OpeningRule(ForVenueOrSpace):
    """Open on a weekday, local wall time, during a period of validity. The shortest valid period wins (rules.py)."""

    weekday = models.PositiveSmallIntegerField(_("ukedag"), choices=Weekday)
    opens = models.TimeField(_("åpner"))
    closes = models.TimeField(_("stenger"))
    closes_next_day = models.BooleanField(_("stenger neste dag"), default=False)
    valid_from = models.DateField(_("gjelder fra og med"), null=True, blank=True)
    valid_to = models.DateField(_("gjelder til og med"), null=True, blank=True)

    class Meta:
        verbose_name = _("åpningstid")
        verbose_name_plural = _("åpningstider")
        ordering = ["weekday", "opens"]
        indexes = [models.Index("venue", "weekday", name="opening_rule_lookup")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_next_day=True) | Q(closes__gt=F("opens")),
                name="opening_rule_closes_after_opening",
                violation_error_code="closes",
                violation_error_message=_(
                    "Stengetiden må være etter åpningstiden. Stenger dere etter midnatt, kryss av for det."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="opening_rule_ends_after_start",
                violation_error_code="valid_to",
                violation_error_message=_("Siste dag kan ikke være før første dag."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(ForVenueOrSpace):
    """One date that differs: other hours, or closed all day when `opens` is empty. Beats every weekly rule."""

    date = models.DateField(_("dato"))
    opens = models.TimeField(_("åpner"), null=True, blank=True)
    closes = models.TimeField(_("stenger"), null=True, blank=True)
    closes_next_day = models.BooleanField(_("stenger neste dag"), default=False)
    reason = models.CharField(_("grunn, vises for alle"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("avvikende dag")
        verbose_name_plural = _("avvikende dager")
        ordering = ["date", "opens"]
        indexes = [models.Index("venue", "date", name="opening_exception_lookup")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                | Q(closes_next_day=True, opens__isnull=False, closes__isnull=False)
                # said twice that both are there: to the database a comparison with nothing is not false
                | Q(closes__gt=F("opens"), opens__isnull=False, closes__isnull=False),
                name="opening_exception_closes_after_opening",
                violation_error_code="closes",
                violation_error_message=_(
                    "Fyll ut begge klokkeslettene, med stengetiden etter åpningstiden, eller ingen hvis det er stengt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return local_date(self.date)
