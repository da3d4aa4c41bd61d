from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from venues.enums import SpaceTag
from venues.models import Space, Venue
from website.accounts.models import Organisation
from website.core.models import TimeStamped

from ..enums import Audience, Language, Theme
from .community import Community

STEP_FREE = Q(space=None, is_step_free=True) | Q(space__tags__contains=[SpaceTag.STEP_FREE])


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Filters on who may see."""

    def public(self) -> "ActivityQuerySet":
        """Published, and not at a venue that is kept from the public."""
        return self.filter(Q(venue=None) | Q(venue__is_public=True), live=True)

    def step_free(self) -> "ActivityQuerySet":
        """As `has_step_free_way` says."""
        return self.filter(STEP_FREE)


class Activity(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, TimeStamped, models.Model
):
    """Something people can come to, once or again and again. When it happens are its occurrences."""

    title = models.CharField(_("hva skjer?"), max_length=120)
    slug = models.SlugField(_("adresse på nettet"), max_length=80, unique=True)
    summary = models.CharField(_("kort fortalt"), max_length=250, blank=True)
    description = RichTextField(_("mer om det"), blank=True, features=["bold", "italic", "ul", "ol", "link"])
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("bilde")
    )
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("møteplass")
    )
    space = models.ForeignKey(
        Space, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("rom eller sone")
    )
    place = models.CharField(_("sted, når det ikke er en møteplass"), max_length=150, blank=True)
    community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("lokalsamfunn")
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name=_("arrangør")
    )
    theme = models.CharField(_("tema"), max_length=20, choices=Theme, default=Theme.MEET)
    audience = ArrayField(
        models.CharField(max_length=20, choices=Audience), verbose_name=_("for hvem"), default=list, blank=True
    )
    price_kr = models.PositiveIntegerField(_("pris, kroner"), default=0, help_text=_("0 betyr gratis."))
    languages = ArrayField(
        models.CharField(max_length=5, choices=Language), verbose_name=_("språk"), default=list, blank=True
    )
    is_step_free = models.BooleanField(
        _("trinnfritt"), default=False, help_text=_("Er det i et av rommene, gjelder det som står om rommet.")
    )
    accessibility = models.CharField(_("tilgjengelighet"), max_length=250, blank=True)
    sign_up = models.CharField(_("påmelding"), max_length=250, blank=True)
    contact = models.EmailField(_("e-post for spørsmål"), blank=True)
    is_demo = models.BooleanField(_("eksempel"), default=False)

    _revisions = GenericRelation(Revision, related_query_name="activity")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="activity",
        for_concrete_model=False,
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet")
        verbose_name_plural = _("aktiviteter")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(space=None) | ~Q(venue=None),
                name="activity_space_has_venue",
                violation_error_code="space",
                violation_error_message=_("Velg også møteplassen rommet hører til."),
            ),
        ]

    preview_modes: ClassVar[list[tuple[str, str]]] = PreviewableMixin.DEFAULT_PREVIEW_MODES

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    def get_absolute_url(self) -> str:
        return reverse("programmes:activity", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "programmes/activity.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The page as it will be, with the dates it has now."""
        occurrences = self.occurrences.order_by("starts_at")[:20] if self.pk else []
        return {"activity": self, "occurrences": occurrences, "request": request}

    @property
    def where(self) -> str:
        """Room and house, or the place written by hand; one line."""
        parts = [str(self.space) if self.space else "", str(self.venue) if self.venue else self.place]
        return ", ".join(part for part in parts if part)

    @property
    def is_public(self) -> bool:
        """As the filter `public` says."""
        return self.live and (self.venue is None or self.venue.is_public)

    @property
    def has_step_free_way(self) -> bool:
        """What its room says; the organiser's own word counts only where there is no room of ours."""
        return SpaceTag.STEP_FREE in self.space.tags if self.space else self.is_step_free

    @property
    def audience_names(self) -> list[str]:
        return [str(Audience(value).label) for value in self.audience]

    @property
    def language_names(self) -> list[str]:
        return [str(Language(value).label) for value in self.languages]
