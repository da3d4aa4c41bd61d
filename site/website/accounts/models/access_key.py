"""How programs of a person come in."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..enums import Scope

LONGEST_LIFE = 366  # days


class AccessKey(models.Model):
    """Lets a program act for a person. Of what opens the door only a digest is kept, so it can be shown once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_keys", verbose_name=_("person")
    )
    name = models.CharField(_("navn"), max_length=60)
    prefix = models.CharField(max_length=8, unique=True)  # what it is known by: told in lists, and found by
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), verbose_name=_("kan"))
    made_on = models.DateField()
    expires_on = models.DateField()  # the last day it is good for
    last_used_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("tilgangsnøkkel")
        verbose_name_plural = _("tilgangsnøkler")
        ordering = ["made_on", "pk"]
        constraints = [
            models.UniqueConstraint("user", "name", name="access_key_name_once"),
            models.CheckConstraint(
                condition=Q(scopes__len__gte=1, scopes__contained_by=Scope.values), name="access_key_scopes_are_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("made_on"), expires_on__lte=F("made_on") + dt.timedelta(LONGEST_LIFE)),
                name="access_key_lives_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_names(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]
