from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.models import Activity, Community
from venues.models import Space, Venue

from .followed import Followed

EVERYTHING = "alt"

Subject = Venue | Space | Community | Activity


def slug_for(subject: Subject) -> str:
    """The slug its name asks for: `rebellhuset`, `rebellhuset-storsalen`, `lisleby`.

    That of an activity is its number: anyone may name one, and what was private is forgotten by name.
    """
    if isinstance(subject, Activity):
        return f"aktivitet-{subject.pk}"
    return _slug_for_space(subject) if isinstance(subject, Space) else subject.slug


def _slug_for_space(space: Space) -> str:
    return f"{space.venue.slug}-{space.slug}"


class FeedAddress(Followed, models.Model):
    """The address of one public calendar: of everything, or of one venue, space, community or activity.

    Rows are added and never changed, so an address that a calendar program knows goes on answering after the house,
    room or community has got another name. When its subject is deleted the row stays, so that nobody else gets it.
    """

    slug = models.SlugField(_("adresse"), max_length=130, unique=True)
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="feeds")
    space = models.ForeignKey(Space, models.SET_NULL, null=True, blank=True, related_name="feeds")
    community = models.ForeignKey(Community, models.SET_NULL, null=True, blank=True, related_name="feeds")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="feeds")
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)

    class Meta:
        verbose_name = _("kalenderadresse")
        verbose_name_plural = _("kalenderadresser")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(venue=None, space=None, community=None, activity=None)
                    | Q(venue__isnull=False, space=None, community=None, activity=None) & ~Q(slug=EVERYTHING)
                    | Q(venue=None, space__isnull=False, community=None, activity=None) & ~Q(slug=EVERYTHING)
                    | Q(venue=None, space=None, community__isnull=False, activity=None) & ~Q(slug=EVERYTHING)
                    | Q(venue=None, space=None, community=None, activity__isnull=False) & ~Q(slug=EVERYTHING)
                ),
                name="feed_has_at_most_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def place(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        if self.space is not None:
            return f"{self.space} – {self.space.venue}"
        return str(self.subject or gettext("Alt som skjer"))

    @property
    def sorted_by(self) -> list[str]:
        """Rooms stand together, house by house."""
        return [self.space.venue.name, self.space.name] if self.space is not None else [self.name]

    @property
    def subject(self) -> Subject | None:
        """What the calendar is about; None for the one of everything, and for one whose subject is no more."""
        return self.venue or self.space or self.community or self.activity

    @property
    def about_url(self) -> str:
        return self.subject.get_absolute_url() if self.subject else "/det-som-skjer/"

    @property
    def is_gone(self) -> bool:
        return self.revoked_at is not None or (self.subject is None and self.slug != EVERYTHING)

    @property
    def is_public(self) -> bool:
        """Not a house or a community kept from the public, its rooms and what happens there, nor a draft."""
        if self.activity:
            return self.activity.is_public
        venue = self.space.venue if self.space else self.venue
        is_closed = getattr(self, "has_closed_page", False)  # its community's; queries say so
        return not is_closed and (venue is None or venue.is_public)

    @property
    def is_by_present_name(self) -> bool:
        """True for the slug the subject's name asks for now, also with a number after it."""
        wanted = slug_for(self.subject) if self.subject else EVERYTHING
        rest = self.slug.removeprefix(wanted)
        return self.slug.startswith(wanted) and (not rest or rest.removeprefix("-").isdecimal())
