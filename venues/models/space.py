import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from website.accounts.models import Organisation
from website.core.models import TimeStamped

from ..enums import LentTo, Purpose, SpaceKind, SpaceTag
from .terms import LoanTerms
from .venue import Venue


class Unit(models.Model):
    """The smallest part of a venue that only one can hold at a time: a floor area, a kitchen, one projector."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="units", verbose_name=_("møteplass"))
    name = models.CharField(_("navn"), max_length=100)

    class Meta:
        verbose_name = _("del")
        verbose_name_plural = _("deler")
        ordering = ["venue", "name"]
        constraints = [
            models.UniqueConstraint(
                "venue",
                "name",
                name="unit_name_once_in_venue",
                violation_error_code="name",
                violation_error_message=_("Møteplassen har allerede en del med dette navnet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SpaceQuerySet(models.QuerySet["Space"]):
    """Filters on what can be booked."""

    def active(self) -> "SpaceQuerySet":
        return self.filter(archived_at=None)

    def public(self) -> "SpaceQuerySet":
        return self.active().filter(venue__is_public=True)


class Space(ClusterableModel, TimeStamped):
    """Something that can be booked: a room, a zone, a desk, a piece of equipment. It claims all its units."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="spaces", verbose_name=_("møteplass"))
    name = models.CharField(_("navn"), max_length=100)
    slug = models.SlugField(_("adresse på nettet"), max_length=60)
    kind = models.CharField(_("type"), max_length=20, choices=SpaceKind, default=SpaceKind.ROOM)
    purpose = models.CharField(_("sone for"), max_length=20, choices=Purpose, blank=True)
    summary = models.CharField(_("kort om rommet"), max_length=250, blank=True)
    capacity = models.PositiveSmallIntegerField(_("plass til, personer"), null=True, blank=True)
    tags = ArrayField(
        models.CharField(max_length=20, choices=SpaceTag), verbose_name=_("dette finnes"), default=list, blank=True
    )
    # Many alike, as chairs: a loan takes some of the units, and no other space shares them.
    is_pool = models.BooleanField(_("lånes i antall"), default=False, editable=False)
    units = models.ManyToManyField(Unit, related_name="spaces", verbose_name=_("består av"))
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    archived_at = models.DateTimeField(_("lagt ned"), null=True, blank=True)

    # Rules, see booking/rules.py. Lengths in minutes; empty means no limit.
    lent_to = models.CharField(_("lånes ut til"), max_length=20, choices=LentTo, default=LentTo.EVERYONE)
    organisations = models.ManyToManyField(Organisation, related_name="+", verbose_name=_("organisasjoner"), blank=True)
    min_age = models.PositiveSmallIntegerField(_("aldersgrense for den som har ansvar"), null=True, blank=True)
    terms = models.ForeignKey(
        LoanTerms, models.PROTECT, null=True, blank=True, related_name="spaces", verbose_name=_("vilkår")
    )
    needs_approval = models.BooleanField(_("verten må godkjenne"), default=False)
    is_whole_day = models.BooleanField(_("lånes for hele dagen"), default=False)  # all the time it is open
    min_minutes = models.PositiveIntegerField(_("korteste lån, minutter"), default=15)
    max_minutes = models.PositiveIntegerField(_("lengste lån, minutter"), null=True, blank=True)
    grid_minutes = models.PositiveSmallIntegerField(_("starter hvert … minutt"), default=15)
    buffer_before_minutes = models.PositiveSmallIntegerField(_("tid til rigging, minutter"), default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(_("tid til rydding, minutter"), default=0)
    lead_minutes = models.PositiveIntegerField(_("må bestilles minst … minutter før"), default=0)
    days_ahead = models.PositiveSmallIntegerField(
        _("kan bestilles inntil … dager fram"), null=True, blank=True, default=180
    )
    one_at_a_time = models.BooleanField(_("den som låner, kan ikke ha andre rom her samtidig"), default=False)
    bookable_from = models.DateTimeField(_("kan bestilles fra"), null=True, blank=True)
    bookable_until = models.DateTimeField(_("kan bestilles til"), null=True, blank=True)
    cancel_hours = models.PositiveSmallIntegerField(_("kan avlyses inntil … timer før"), default=0)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("rom eller sone")
        verbose_name_plural = _("rom og soner")
        ordering = ["venue", "order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lent_to__in=LentTo.values),
                name="space_lent_to_is_known",
                violation_error_code="lent_to",
                violation_error_message=_("Velg hvem rommet lånes ut til."),
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(min_age__range=(1, 99)),
                name="space_min_age_is_sane",
                violation_error_code="min_age",
                violation_error_message=_("Skriv en alder mellom 1 og 99, eller la feltet stå tomt."),
            ),
            models.CheckConstraint(
                condition=Q(bookable_from=None) | Q(bookable_until=None) | Q(bookable_until__gt=F("bookable_from")),
                name="space_bookable_until_after_from",
                violation_error_code="bookable_until",
                violation_error_message=_("Fristen må være etter at bestillingen åpner."),
            ),
            models.UniqueConstraint(
                "venue",
                "slug",
                name="space_slug_once_in_venue",
                violation_error_code="name",
                violation_error_message=_("Møteplassen har allerede et rom med dette navnet."),
            ),
            models.CheckConstraint(
                condition=Q(grid_minutes__gte=1),
                name="space_grid_is_positive",
                violation_error_code="grid_minutes",
                violation_error_message=_("Skriv minst 1 minutt."),
            ),
            models.CheckConstraint(
                condition=Q(min_minutes__gte=1),
                name="space_min_is_positive",
                violation_error_code="min_minutes",
                violation_error_message=_("Skriv minst 1 minutt."),
            ),
            models.CheckConstraint(
                condition=Q(buffer_before_minutes__lte=24 * 60),
                name="space_buffer_before_within_a_day",
                violation_error_code="buffer_before_minutes",
                violation_error_message=_("Skriv høyst 1440 minutter, ett døgn."),
            ),
            models.CheckConstraint(
                condition=Q(buffer_after_minutes__lte=24 * 60),
                name="space_buffer_after_within_a_day",
                violation_error_code="buffer_after_minutes",
                violation_error_message=_("Skriv høyst 1440 minutter, ett døgn."),
            ),
            models.CheckConstraint(
                condition=Q(is_pool=False) | Q(buffer_before_minutes=0, buffer_after_minutes=0),
                name="space_pool_has_no_buffers",
                violation_error_code="buffer_after_minutes",
                violation_error_message=_("Det som lånes i antall, har ikke tid til rigging eller rydding: skriv 0."),
            ),
            models.CheckConstraint(
                condition=Q(max_minutes=None) | Q(max_minutes__gte=F("min_minutes")),
                name="space_max_not_under_min",
                violation_error_code="max_minutes",
                violation_error_message=_("Lengste lån kan ikke være kortere enn korteste lån."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.venue.get_booking_url()}?rom={self.slug}"

    @property
    def buffer_before(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.buffer_before_minutes)

    @property
    def buffer_after(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.buffer_after_minutes)

    @property
    def tag_names(self) -> list[str]:
        """The tags as people read them."""
        return [str(SpaceTag(tag).label) for tag in self.tags]
