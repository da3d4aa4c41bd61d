"""Words with a fixed meaning: what an activity is about, for whom, and what may become of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """What an activity is about; a filter in lists and in search."""

    MEET = "meet", _("Møtes og prate")
    CULTURE = "culture", _("Kultur og scene")
    CRAFT = "craft", _("Lage og reparere")
    MOVE = "move", _("Bevegelse og friluft")
    LEARN = "learn", _("Lære og lese")
    FOOD = "food", _("Mat og deling")
    WORK = "work", _("Jobb og råd")
    TAKE_PART = "take_part", _("Delta og bestemme")


class Audience(TextChoices):
    """For whom. An activity without any is for everyone."""

    SMALL_CHILDREN = "small_children", _("Små barn")
    CHILDREN = "children", _("Barn")
    YOUTH = "youth", _("Ungdom")
    ADULTS = "adults", _("Voksne")
    SENIORS = "seniors", _("Eldre")
    FAMILIES = "families", _("Familier")
    NEWCOMERS = "newcomers", _("Nye i Norge")


class Age(TextChoices):
    """How old who comes may be."""

    SMALL = "0-5", _("0–5 år")
    CHILD = "6-12", _("6–12 år")
    YOUNG = "13-17", _("13–17 år")
    ADULT = "18-66", _("18–66 år")
    OLD = "67", _("67 år og eldre")

    @property
    def audiences(self) -> list[Audience]:
        """Who it is said to be for when that includes this age. What is for everyone says nothing."""
        return [audience for audience, ages in _AGES_OF.items() if self in ages]


# Who is new in Norway may be of any age.
_AGES_OF = {
    Audience.SMALL_CHILDREN: [Age.SMALL],
    Audience.CHILDREN: [Age.CHILD],
    Audience.YOUTH: [Age.YOUNG],
    Audience.ADULTS: [Age.ADULT],
    Audience.SENIORS: [Age.OLD],
    Audience.FAMILIES: [Age.SMALL, Age.CHILD],
    Audience.NEWCOMERS: list(Age),
}


class Language(TextChoices):
    """Languages spoken at an activity, by their ISO 639 code, each in its own language."""

    NORWEGIAN = "no", "norsk"
    ENGLISH = "en", "English"
    ARABIC = "ar", "العربية"
    SOMALI = "so", "Soomaali"
    UKRAINIAN = "uk", "українська"
    POLISH = "pl", "polski"
    TIGRINYA = "ti", "ትግርኛ"
    SIGN = "nsl", "norsk tegnspråk"


class OccurrenceState(TextChoices):
    """What has become of one date. Cancelled ones stay where people look for them."""

    SCHEDULED = "scheduled", _("Som planlagt")
    MOVED = "moved", _("Flyttet")
    CANCELLED = "cancelled", _("Avlyst")


class SeatRole(TextChoices):
    """Roles in a community's committee."""

    LEADER = "leader", _("Leder")
    DEPUTY = "deputy", _("Nestleder")
    SECRETARY = "secretary", _("Sekretær")
    TREASURER = "treasurer", _("Kasserer")
    MEMBER = "member", _("Medlem")
    ALTERNATE = "alternate", _("Vara")


EDITING_SEATS = [SeatRole.LEADER, SeatRole.DEPUTY, SeatRole.SECRETARY]


class MeasureState(TextChoices):
    """How far a measure of the programme has come."""

    PLANNED = "planned", _("Planlagt")
    ONGOING = "ongoing", _("I gang")
    DONE = "done", _("Ferdig")
