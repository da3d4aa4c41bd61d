"""The public index: a row per thing that can be found, written in the transaction that changes the thing."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


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
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    is_free = models.BooleanField(null=True)
    is_step_free = models.BooleanField(default=False)
    dates = ArrayField(models.DateField(), default=list, blank=True)  # local days it happens on, past ones too
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
