from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    ASSOCIATION = "association", _("lag eller forening")
    GROUP = "group", _("uformell gruppe")
    SECTION = "section", _("kommunal virksomhet")
    BUSINESS = "business", _("næringsliv")
    PARTNER = "partner", _("annen samarbeidspartner")


class MemberRole(models.TextChoices):
    LEADER = "leader", _("leder")
    BOOKER = "booker", _("kan bestille lokaler")
    KEY_HOLDER = "key_holder", _("nøkkelansvarlig")


BOOKING_ROLES = frozenset({MemberRole.LEADER, MemberRole.BOOKER})


class Scope(models.TextChoices):
    """What a program with a person's access key may do."""

    READ = "bookings:read", _("se bestillingene dine")
    WRITE = "bookings:write", _("bestille, endre og gi tilbake")
