from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from venues.models import Space
from website.core.models import TimeStamped
from website.core.periods import Period


class Closure(TimeStamped):
    """Spaces that nobody can have for a while, with the reason people read.

    Those of a calendar from outside come and go with it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="closures", verbose_name=_("møteplass"))
    spaces = models.ManyToManyField(Space, related_name="closures", verbose_name=_("rom og soner"))
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"))
    reason = models.CharField(_("grunn, vises for alle"), max_length=100)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    calendar = models.ForeignKey("booking.ExternalCalendar", models.CASCADE, null=True, related_name="closures")

    class Meta:
        verbose_name = _("stenging")
        verbose_name_plural = _("stenginger")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="closure_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def period(self) -> Period:
        return Period(self.starts_at, self.ends_at)

    @property
    def space_names(self) -> str:
        return ", ".join(space.name for space in self.spaces.all())
