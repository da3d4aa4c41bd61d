from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Now
from django.utils.translation import gettext_lazy as _

from ..enums import SearchPage

LONGEST_QUERY = 3000  # two hundred letters of any alphabet, and all choices


class SavedSearch(models.Model):
    """A search somebody follows, in the one form it can have (searches.py). Nobody's: whoever asks the same has it too.

    The code is made from the search, so one that was forgotten and is asked for again gets its old address back.
    """

    code = models.SlugField(_("adresse"), max_length=26, unique=True)
    page = models.CharField(max_length=20, choices=SearchPage)
    query = models.CharField(max_length=LONGEST_QUERY)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_on = models.DateField(db_index=True)  # the last day it is known to have been fetched, give or take a month

    class Meta:
        verbose_name = _("lagret søk")
        verbose_name_plural = _("lagrede søk")
        constraints = [
            models.UniqueConstraint("page", MD5("query"), name="search_saved_once"),
            models.CheckConstraint(condition=Q(page__in=SearchPage.values), name="saved_search_page_is_known"),
            models.CheckConstraint(condition=~Q(query=""), name="saved_search_asks_for_something"),
        ]

    def __str__(self) -> str:
        return self.get_absolute_url()

    def get_absolute_url(self) -> str:
        """The search itself, as it was asked."""
        return f"/{self.page}/?{self.query}"
