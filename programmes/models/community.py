import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from venues.models import Area
from website.core.models import TimeStamped

from ..enums import EDITING_SEATS, SeatRole


class Community(TimeStamped):
    """One of the municipality's local communities (lokalsamfunn). Its page is CommunityPage; facts stand here."""

    name = models.CharField(_("navn"), max_length=100, unique=True)
    slug = models.SlugField(_("adresse på nettet"), max_length=60, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("område"))
    school_districts = models.CharField(_("skolekretser"), max_length=200, blank=True)
    email = models.EmailField(_("e-post til utvalget"), blank=True)
    is_verified = models.BooleanField(
        _("navnet er kontrollert"), default=False, help_text=_("Kryss av når kommunen har bekreftet navn og grenser.")
    )
    is_demo = models.BooleanField(_("eksempel"), default=False)

    class Meta:
        verbose_name = _("lokalsamfunn")
        verbose_name_plural = _("lokalsamfunn")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/lokalsamfunn/{self.slug}/"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Filters by date and what the seat gives."""

    def valid_on(self, day: dt.date) -> "SeatQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def editing(self) -> "SeatQuerySet":
        return self.filter(role__in=EDITING_SEATS)


class Seat(models.Model):
    """A person's place in a community's committee, from one day to another, both included."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="seats", verbose_name=_("lokalsamfunn"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats", verbose_name=_("person"))
    role = models.CharField(_("rolle"), max_length=20, choices=SeatRole, default=SeatRole.MEMBER)
    valid_from = models.DateField(_("fra og med"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("plass i utvalget")
        verbose_name_plural = _("plasser i utvalgene")
        ordering = ["community", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                "community",
                "user",
                "role",
                "valid_from",
                name="seat_once",
                violation_error_code="valid_from",
                violation_error_message=_("Personen har allerede denne plassen fra denne dagen."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="seat_ends_after_start",
                violation_error_code="valid_to",
                violation_error_message=_("Siste dag kan ikke være før første dag."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.community}"
