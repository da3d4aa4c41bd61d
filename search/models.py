"""The public index: a row per thing that can be found, written in the transaction that changes the thing."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .analyser import phrase_of


class Kind(models.TextChoices):
    """How results are grouped."""

    ACTIVITY = "activity", _("Det som skjer")
    SPACE = "space", _("Rom og soner")
    VENUE = "venue", _("Møteplasser")
    COMMUNITY = "community", _("Lokalsamfunn")
    NEWS = "news", _("Kunngjøringer og referater")
    PROGRAMME = "programme", _("Områdesatsing")
    ORGANISATION = "organisation", _("Lag og foreninger")
    PAGE = "page", _("Andre sider")


class SearchEntry(models.Model):
    """One findable thing. Only what everyone may see has a row: no draft, nothing private, nothing hidden."""

    source = models.CharField(max_length=60)  # app.model
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    place = models.CharField(max_length=250, blank=True)
    url = models.CharField(max_length=300)
    venue = models.SlugField(max_length=60, blank=True)
    community = models.SlugField(max_length=60, blank=True)
    theme = models.CharField(max_length=20, blank=True)
    audience = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    is_free = models.BooleanField(null=True)
    is_step_free = models.BooleanField(default=False)
    dates = ArrayField(models.DateField(), default=list, blank=True)  # local days it happens on, past ones too
    times = ArrayField(models.CharField(max_length=30), default=list, blank=True)  # as moments.py writes them
    next_date = models.DateField(null=True, blank=True)
    title_words = models.PositiveSmallIntegerField(default=0)  # those that tell something
    lexemes = SearchVectorField()
    revision = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("søkeoppføring")
        verbose_name_plural = _("søkeoppføringer")
        constraints = [models.UniqueConstraint("source", "object_id", name="entry_once_for_each_thing")]
        indexes = [
            GinIndex("lexemes", name="entry_by_lexemes"),
            GinIndex("dates", name="entry_by_dates"),
            GinIndex("times", name="entry_by_times"),
            models.Index("kind", "venue", name="entry_by_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands somewhere in the index, to correct typing errors by."""

    word = models.CharField(max_length=60, primary_key=True)
    folded = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("søkeord")
        verbose_name_plural = _("søkeord")
        indexes = [models.Index("length", "folded", name="word_by_length")]

    def __str__(self) -> str:
        return self.word


class Synonym(models.Model):
    """Words that mean much the same here, though no dictionary says so. Searches go by it at once."""

    words = models.CharField(
        _("ord som betyr det samme"),
        max_length=250,
        unique=True,
        help_text=_("Med komma mellom. Hvert kan være flere ord: «NAV, arbeids- og velferdskontoret»."),
    )

    class Meta:
        verbose_name = _("ord som betyr det samme")
        verbose_name_plural = _("ord som betyr det samme")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        if len({phrase_of(word) for word in self.words.split(",")} - {()}) < 2:
            raise ValidationError({"words": _("Skriv minst to forskjellige ord, med komma mellom.")})


class IndexChange(models.Model):
    """A changed row that Elasticsearch has not been told of. The database notes it itself (migration 0002)."""

    entry = models.BigIntegerField(primary_key=True)  # the row may be gone
    number = models.BigIntegerField()  # rises with every change
    made_at = models.DateTimeField(db_default=Now())  # the first of those not told

    class Meta:
        verbose_name = _("endring i søket")
        verbose_name_plural = _("endringer i søket")
        indexes = [
            models.Index("number", name="change_by_number"),
            models.Index("made_at", name="change_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.number}"
