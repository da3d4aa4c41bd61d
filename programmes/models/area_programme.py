from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MeasureState


class Goal(models.Model):
    """What a sub-programme of the neighbourhood programme wants to reach."""

    page = models.ForeignKey(
        "programmes.SubProgrammePage", models.CASCADE, related_name="goals", verbose_name=_("delprogram")
    )
    title = models.CharField(_("mål"), max_length=250)
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        ordering = ["page", "order", "pk"]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """Something done to reach a goal, and how far it has come."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measures", verbose_name=_("mål"))
    title = models.CharField(_("tiltak"), max_length=250)
    state = models.CharField(_("status"), max_length=10, choices=MeasureState, default=MeasureState.PLANNED)
    result = models.CharField(_("hva ble annerledes?"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        verbose_name = _("tiltak")
        verbose_name_plural = _("tiltak")
        ordering = ["goal", "order", "pk"]

    def __str__(self) -> str:
        return self.title
