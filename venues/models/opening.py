"""What is said about opening hours. How it is understood: rules.py."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from website.core.formats import local_date

from ..enums import HoldsIn, Weekday
from .space import Space
from .venue import Venue


def ends_after_start(name: str) -> models.CheckConstraint:
    """A span's last day is not before its first; either may be left out where the column lets it."""
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_code="valid_to",
        violation_error_message=_("Siste dag kan ikke være før første dag."),
    )


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
    holds_in = models.CharField(_("gjelder i"), max_length=10, choices=HoldsIn, default=HoldsIn.ALWAYS)

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
            ends_after_start("opening_rule_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedPeriod(ForVenueOrSpace):
    """Closed from a day to a day, both included. What is valid for a shorter time opens again inside it."""

    valid_from = models.DateField(_("stengt fra og med"))
    valid_to = models.DateField(_("stengt til og med"))
    reason = models.CharField(_("grunn, vises for alle"), max_length=100)

    class Meta:
        verbose_name = _("stengt periode")
        verbose_name_plural = _("stengte perioder")
        ordering = ["valid_from", "valid_to"]
        indexes = [models.Index("venue", "valid_to", name="closed_period_lookup")]
        constraints = [ends_after_start("closed_period_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.reason}, {local_date(self.valid_from)}–{local_date(self.valid_to)}"


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


class SchoolHoliday(models.Model):
    """When the municipality's schools are closed, both days included. Weekly rules may follow it."""

    name = models.CharField(_("navn, vises for alle"), max_length=100)
    valid_from = models.DateField(_("første dag"))
    valid_to = models.DateField(_("siste dag"))

    class Meta:
        verbose_name = _("skoleferie")
        verbose_name_plural = _("skoleferier")
        ordering = ["valid_from"]
        constraints = [ends_after_start("school_holiday_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.name}, {local_date(self.valid_from)}–{local_date(self.valid_to)}"
