import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from website.core.models import TimeStamped

from ..enums import BOOKING_ROLES, MemberRole, OrganisationKind
from ..validators import validate_organisation_number


class Organisation(TimeStamped):
    """An association, section or partner that books rooms and arranges activities."""

    name = models.CharField(_("navn"), max_length=200)
    slug = models.SlugField(_("adresse"), max_length=100, unique=True)
    kind = models.CharField(_("type"), max_length=20, choices=OrganisationKind, default=OrganisationKind.ASSOCIATION)
    number = models.CharField(
        _("organisasjonsnummer"), max_length=9, blank=True, validators=[validate_organisation_number]
    )
    about = models.TextField(_("om oss"), blank=True)
    email = models.EmailField(_("e-postadresse for alle"), blank=True)
    website = models.URLField(_("nettsted"), blank=True)
    is_trusted = models.BooleanField(_("får bestillinger godkjent med en gang"), default=False)
    is_active = models.BooleanField(_("er med"), default=True)
    is_demo = models.BooleanField(_("eksempel"), default=False)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organisations")

    class Meta:
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "number",
                condition=~Q(number=""),
                name="organisation_number_once",
                violation_error_code="number",
                violation_error_message=_("En annen organisasjon har dette nummeret."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters by date and role."""

    def valid_on(self, day: dt.date) -> "MembershipQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def may_book(self) -> "MembershipQuerySet":
        return self.filter(role__in=BOOKING_ROLES, organisation__is_active=True)


class Membership(TimeStamped):
    """A person's role in an organisation, from one day to another, both included."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisasjon")
    )
    role = models.CharField(_("rolle"), max_length=20, choices=MemberRole)
    valid_from = models.DateField(_("fra og med"))
    valid_to = models.DateField(_("til og med"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle i organisasjon")
        verbose_name_plural = _("roller i organisasjoner")
        constraints = [
            models.UniqueConstraint(
                *("user", "organisation", "role", "valid_from"),
                name="membership_once",
                violation_error_code="valid_from",
                violation_error_message=_("Personen har allerede denne rollen fra denne dagen."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_start",
                violation_error_code="valid_to",
                violation_error_message=_("Siste dag kan ikke være før første dag."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"
