from django.db import models
from django.utils.translation import gettext_lazy as _


class VenueKind(models.TextChoices):
    HOUSE = "house", _("hus")
    SQUARE = "square", _("innbyggertorg")
    SCHOOL = "school", _("skole")
    OUTDOOR = "outdoor", _("uteområde")


class SpaceKind(models.TextChoices):
    ROOM = "room", _("rom")
    ZONE = "zone", _("sone")
    DESK = "desk", _("arbeidsplass")
    EQUIPMENT = "equipment", _("utstyr")


class Purpose(models.TextChoices):
    """The five zones of Asker's innbyggertorg (domain map 80–84)."""

    FOCUS = "focus", _("fokusere og jobbe")
    CREATE = "create", _("være aktiv og kreativ")
    SERVICE = "service", _("innbyggerservice")
    MEET = "meet", _("møtes og oppleve")
    TAKE_PART = "take_part", _("delta og bidra")


class SpaceTag(models.TextChoices):
    """What people ask for. Stored as a list on the space."""

    KITCHEN = "kitchen", _("kjøkken")
    PROJECTOR = "projector", _("projektor")
    SCREEN = "screen", _("skjerm")
    STAGE = "stage", _("scene")
    HEARING_LOOP = "hearing_loop", _("teleslynge")
    STEP_FREE = "step_free", _("trinnfri adkomst")
    MAY_BE_NOISY = "may_be_noisy", _("kan bråke")
    MAY_BE_MESSY = "may_be_messy", _("kan rote")


class VenueRoleKind(models.TextChoices):
    HOST = "host", _("vert")
    VIEWER = "viewer", _("kan se bestillinger")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("mandag")
    TUESDAY = 1, _("tirsdag")
    WEDNESDAY = 2, _("onsdag")
    THURSDAY = 3, _("torsdag")
    FRIDAY = 4, _("fredag")
    SATURDAY = 5, _("lørdag")
    SUNDAY = 6, _("søndag")


class HoldsIn(models.TextChoices):
    """Which weeks of the school year a weekly rule holds in."""

    ALWAYS = "always", _("alle uker")
    HOLIDAYS = "holidays", _("bare i skoleferier")
    TERM = "term", _("ikke i skoleferier")


class LentTo(models.TextChoices):
    """Who may have a space."""

    EVERYONE = "everyone", _("alle")
    ORGANISATIONS = "organisations", _("lag og organisasjoner")
    SELECTED = "selected", _("bare organisasjonene som er valgt her")


class QuotaOf(models.TextChoices):
    """Whose loans are counted together."""

    PERSON = "person", _("hver person som låner for seg selv")
    ORGANISATION = "organisation", _("hver organisasjon")


class QuotaPer(models.TextChoices):
    """How long it is counted."""

    DAY = "day", _("per dag")
    WEEK = "week", _("per uke")
    MONTH = "month", _("per måned")
    HALF_YEAR = "half_year", _("per halvår")
