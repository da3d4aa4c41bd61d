from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programmes.models import Community
from venues.models import Space, Venue

EVERYTHING = "alt"


class FeedAddress(models.Model):
    """The address of one public calendar. With none of the three set it is the calendar of everything.

    Rows are added and never changed, so an address that a calendar program knows goes on answering after the house,
    room or community has got another name.
    """

    slug = models.SlugField(_("adresse"), max_length=130, unique=True)
    venue = models.ForeignKey(Venue, models.CASCADE, null=True, blank=True, related_name="feeds")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="feeds")
    community = models.ForeignKey(Community, models.CASCADE, null=True, blank=True, related_name="feeds")
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)

    class Meta:
        verbose_name = _("kalenderadresse")
        verbose_name_plural = _("kalenderadresser")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(slug=EVERYTHING, venue=None, space=None, community=None)
                    | Q(venue__isnull=False, space=None, community=None)
                    | Q(venue=None, space__isnull=False, community=None)
                    | Q(venue=None, space=None, community__isnull=False)
                ),
                name="feed_has_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/kal/{self.slug}.ics"

    @property
    def subject(self) -> Venue | Space | Community | None:
        """What the calendar is about; None is everything."""
        return self.venue or self.space or self.community

    @property
    def is_public(self) -> bool:
        """False for a house kept from the public, and for its rooms."""
        venue = self.space.venue if self.space else self.venue
        return venue is None or venue.is_public
