import datetime as dt

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from website.core.models import TimeStamped

from ..enums import VenueKind, VenueRoleKind

FOUR_DIGITS = RegexValidator(r"^\d{4}$", _("Skriv postnummeret med fire sifre."))
PHONE = RegexValidator(r"^\+?[\d ]{5,}$", _("Skriv telefonnummeret med sifre, for eksempel 69 30 00 00."))


class Area(models.Model):
    """A piece of the town that others refer to."""

    name = models.CharField(_("navn"), max_length=100, unique=True)
    slug = models.SlugField(_("adresse"), unique=True)

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områder")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Venue(TimeStamped):
    """A meeting place: a house, a square, a school or ground with an address. Its page (VenuePage) is only its face."""

    name = models.CharField(_("navn"), max_length=100, unique=True)
    slug = models.SlugField(_("adresse på nettet"), max_length=60, unique=True)
    kind = models.CharField(_("type"), max_length=20, choices=VenueKind, default=VenueKind.HOUSE)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("område"))
    summary = models.CharField(_("kort om møteplassen"), max_length=250, blank=True)
    street = models.CharField(_("gateadresse"), max_length=150, blank=True)
    postcode = models.CharField(_("postnummer"), max_length=4, blank=True, validators=[FOUR_DIGITS])
    town = models.CharField(_("poststed"), max_length=60, blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True, validators=[PHONE])
    email = models.EmailField(_("e-postadresse"), blank=True)
    accessibility = models.TextField(_("tilgjengelighet"), blank=True)
    is_public = models.BooleanField(_("vises for alle"), default=True)
    closed_on_holidays = models.BooleanField(_("stengt på offentlige helligdager"), default=True)
    is_demo = models.BooleanField(_("eksempel"), default=False)

    class Meta:
        verbose_name = _("møteplass")
        verbose_name_plural = _("møteplasser")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/moteplasser/{self.slug}/"

    def get_booking_url(self) -> str:
        return reverse("booking:day", args=[self.slug])

    @property
    def address(self) -> str:
        """One line: street, postcode and town, what there is of it."""
        place = f"{self.postcode} {self.town}".strip()
        return ", ".join(part for part in (self.street, place) if part)


class VenueRoleQuerySet(models.QuerySet["VenueRole"]):
    """Filters by date and role."""

    def valid_on(self, day: dt.date) -> "VenueRoleQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class VenueRole(models.Model):
    """Who looks after a venue, from one day to another, both included."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="roles", verbose_name=_("møteplass"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="venue_roles", verbose_name=_("person")
    )
    role = models.CharField(_("rolle"), max_length=20, choices=VenueRoleKind, default=VenueRoleKind.HOST)
    valid_from = models.DateField(_("fra og med"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = VenueRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle på møteplass")
        verbose_name_plural = _("roller på møteplasser")
        constraints = [
            models.UniqueConstraint(
                *("venue", "user", "role", "valid_from"),
                name="venue_role_once",
                violation_error_code="valid_from",
                violation_error_message=_("Personen har allerede denne rollen fra denne dagen."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="venue_role_ends_after_start",
                violation_error_code="valid_to",
                violation_error_message=_("Siste dag kan ikke være før første dag."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.venue}"
