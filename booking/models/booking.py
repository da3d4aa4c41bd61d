from collections.abc import Iterable
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from venues.models import Space, TermsVersion
from website.accounts.models import Organisation, User
from website.core.models import TimeStamped
from website.core.periods import Period

from ..enums import LIVE, BookingState, Visibility
from .series import BookingSeries


def names_of(spaces: Iterable[Space], quantity: int | None) -> str:
    """«Storsalen, Stoler (6)»."""
    return ", ".join(f"{space} ({quantity or 1})" if space.is_pool else space.name for space in spaces)


class BookingQuerySet(models.QuerySet["Booking"]):
    """Filters by state, time and who may see."""

    def live(self) -> "BookingQuerySet":
        return self.filter(state__in=LIVE)

    def overlapping(self, period: Period) -> "BookingQuerySet":
        return self.filter(starts_at__lt=period.ends_at, ends_at__gt=period.starts_at)

    def of_person(self, user: User, organisations: list[Organisation]) -> "BookingQuerySet":
        """Made by the person, or owned by one of the organisations."""
        return self.filter(Q(booked_by=user) | Q(organisation__in=organisations))


class Booking(TimeStamped):
    """One agreed use of one or more spaces of a venue, all or nothing, from an instant up to another."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    key = models.UUIDField(_("nøkkel"), default=uuid4, unique=True)  # one form sent twice makes one booking
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="bookings", verbose_name=_("møteplass"))
    spaces = models.ManyToManyField(Space, related_name="bookings", verbose_name=_("rom og soner"))
    starts_at = models.DateTimeField(_("fra"))
    ends_at = models.DateTimeField(_("til"))
    series = models.ForeignKey(
        BookingSeries, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("faste lån")
    )
    original_start = models.DateTimeField(_("opprinnelig start"), null=True, blank=True)  # what the series' rule gave

    state = models.CharField(_("status"), max_length=20, choices=BookingState)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("begrunnelse"), blank=True)

    title = models.CharField(_("hva skal dere gjøre?"), max_length=120)
    note = models.TextField(_("beskjed til verten"), blank=True)
    people = models.PositiveSmallIntegerField(_("antall personer"), null=True, blank=True)
    quantity = models.PositiveSmallIntegerField(_("antall som lånes"), null=True, blank=True)  # of each pool it takes
    visibility = models.CharField(_("synlighet"), max_length=10, choices=Visibility, default=Visibility.CLOSED)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("på vegne av")
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="bookings", verbose_name=_("bestilt av")
    )
    terms = models.ManyToManyField(TermsVersion, related_name="bookings", verbose_name=_("godtatte vilkår"), blank=True)
    confirmed_age = models.PositiveSmallIntegerField(_("den som har ansvar, er minst"), null=True, blank=True)
    is_planned = models.BooleanField(_("satt opp av huset"), default=False)  # for the programme: no mail, no question
    is_demo = models.BooleanField(default=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("bestilling")
        verbose_name_plural = _("bestillinger")
        ordering = ["starts_at"]
        permissions = [  # what may be set aside where one looks after the house, see booking/permissions.py
            ("ignore_opening", "Kan bestille utenfor åpningstiden"),
            ("ignore_window", "Kan bestille tidligere og senere enn andre"),
            ("ignore_length", "Kan bestille kortere, lengre og til andre klokkeslett"),
            ("ignore_quota", "Kan bestille ut over kvotene"),
            ("ignore_elsewhere", "Kan bestille flere rom samtidig der andre ikke kan det"),
            ("ignore_lent_to", "Kan bestille rom som bare lånes ut til andre"),
        ]
        indexes = [
            models.Index("venue", "starts_at", name="booking_by_venue"),
            models.Index("venue", "created_at", name="booking_waiting", condition=Q(state="requested")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_start"),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gte=1), name="booking_quantity_is_positive"
            ),
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="booking_state_is_known"),
            models.UniqueConstraint("series", "original_start", name="booking_once_in_series"),
            models.CheckConstraint(
                condition=Q(series=None, original_start=None) | Q(series__isnull=False, original_start__isnull=False),
                name="booking_in_series_has_its_start",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(state="requested"), name="booking_decided_is_not_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("booking:receipt", args=[self.uuid])

    @property
    def period(self) -> Period:
        return Period(self.starts_at, self.ends_at)

    @property
    def space_names(self) -> str:
        return names_of(self.spaces.all(), self.quantity)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def public_title(self) -> str:
        """What everyone may read: the title when it is open for all (P39) and vouched for, else empty."""
        is_told = self.visibility == Visibility.PUBLIC and self.state != BookingState.REQUESTED
        return self.title if is_told and self.is_vouched_for else ""

    @property
    def is_vouched_for(self) -> bool:
        """Somebody but the one who wrote it stands for the words: a host, or an organisation that is trusted."""
        if self.is_planned or self.is_demo or (self.organisation is not None and self.organisation.is_trusted):
            return True
        return self.decided_by_id not in (None, self.booked_by_id)
